import { App, Button, Modal, Select } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import type { ApiKey } from "../../../api/contract.ts";
import { useSend } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { number, stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { apiKeys } from "../../../i18n/texts/api-keys.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { Sep } from "../../../ui/card.tsx";
import { Tag } from "../../../ui/marks.tsx";
import { useRefusal } from "../refusal.ts";
import { KeyEdit } from "./key-edit.tsx";

const OVERLAPS = [0, 1, 24, 168] as const;

function Rotation({ row, onClose, onToken }: { row: ApiKey; onClose: () => void; onToken: (token: string) => void }) {
  const t = useText(apiKeys);
  const c = useText(everyday);
  const refuse = useRefusal();
  const [overlap_hours, setOverlap] = useState<(typeof OVERLAPS)[number]>(24);
  const rotate = useSend("POST /v1/api_keys/{api_key_id}/rotate", ["GET /v1/api_keys"]);
  const submit = () =>
    rotate.mutate(
      { path: { api_key_id: row.api_key_id }, body: { overlap_hours } },
      {
        onSuccess: ({ token }) => {
          onClose();
          onToken(token);
        },
        onError: refuse,
      },
    );
  return (
    <Modal
      open
      title={t("rotate")}
      okText={t("rotate")}
      cancelText={c("cancel")}
      confirmLoading={rotate.isPending}
      onOk={submit}
      onCancel={onClose}
    >
      <p className="mut">{t("rotate_why")}</p>
      <Select
        aria-label={t("overlap")}
        style={{ width: "100%", marginTop: 12 }}
        value={overlap_hours}
        onChange={setOverlap}
        options={OVERLAPS.map((value) => ({ value, label: t(`hours_${value}`) }))}
      />
    </Modal>
  );
}

function Facts({ row }: { row: ApiKey }) {
  const t = useText(apiKeys);
  const made = stamp(row.created_at);
  return (
    <dl className="facts s">
      <dt>{t("permissions")}</dt>
      <dd className="code-tags">
        {row.permissions.map((permission) => (
          <Tag key={permission}>{permission}</Tag>
        ))}
      </dd>
      <dt>{t("made")}</dt>
      <dd>{row.created_by ? t("made_by", { time: made, name: row.created_by.name }) : made}</dd>
      <dt>{t("last_used")}</dt>
      <dd>
        {row.last_used_at ? stamp(row.last_used_at) : t("not_used")}
        {row.last_used_ip ? (
          <>
            <Sep />
            {t("from_ip", { ip: row.last_used_ip })}
          </>
        ) : null}
      </dd>
      <dt>{t("limit")}</dt>
      <dd>{row.rate_limit_per_minute === null ? t("limit_default") : number(row.rate_limit_per_minute)}</dd>
      {row.rotated_at ? (
        <>
          <dt>{t("rotated")}</dt>
          <dd>
            {stamp(row.rotated_at)}
            {row.old_token_until ? (
              <>
                <Sep />
                {t("old_until", { time: stamp(row.old_token_until) })}
              </>
            ) : null}
          </dd>
        </>
      ) : null}
    </dl>
  );
}

export function KeyDetail({ row, onToken }: { row: ApiKey; onToken: (token: string) => void }) {
  const t = useText(apiKeys);
  const c = useText(everyday);
  const may = useMay();
  const { modal, message } = App.useApp();
  const refuse = useRefusal();
  const [doing, setDoing] = useState<"edit" | "rotate">();
  const revoke = useSend("DELETE /v1/api_keys/{api_key_id}", ["GET /v1/api_keys"]);
  const askRevoke = () =>
    void modal.confirm({
      title: t("revoke_sure", { name: row.name }),
      content: t("revoke_why"),
      okText: t("revoke"),
      cancelText: c("cancel"),
      okButtonProps: { danger: true },
      onOk: () =>
        revoke.mutate(
          { path: { api_key_id: row.api_key_id } },
          { onSuccess: () => void message.success(t("done_revoked")), onError: refuse },
        ),
    });
  return (
    <div className="under-row">
      <Facts row={row} />
      <div className="acts">
        {may("requests:read") ? (
          <Link className="link" to={`/platform/requests?api_key_id=${row.api_key_id}`}>
            {t("see_requests")}
          </Link>
        ) : null}
        {may("keys:write") && row.state !== "revoked" ? (
          <>
            <Button onClick={() => setDoing("edit")}>{t("edit")}</Button>
            <Button onClick={() => setDoing("rotate")}>{t("rotate")}</Button>
            <Button danger onClick={askRevoke}>
              {t("revoke")}
            </Button>
          </>
        ) : null}
      </div>
      {doing === "edit" ? <KeyEdit row={row} onClose={() => setDoing(undefined)} /> : null}
      {doing === "rotate" ? <Rotation row={row} onClose={() => setDoing(undefined)} onToken={onToken} /> : null}
    </div>
  );
}
