import { App, Button, Checkbox, Form, Input, Modal, Select } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { ApiError } from "../../../api/client.ts";
import type { Identity, Member } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { cardNumber } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { identityTexts } from "../../../i18n/texts/duplicates.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { Card } from "../../../ui/card.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { StateMark, Tag } from "../../../ui/marks.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { useAdvice } from "../../../ui/states.tsx";
import "../duplicates/duplicates.css";

type Kind = Exclude<Identity["kind"], "id_number">;
const KINDS: Kind[] = ["ota", "email", "phone", "employee_no", "card", "external", "openid", "unionid"];
const WITH_ISSUER: ReadonlySet<string> = new Set(["ota", "openid", "external"]);

interface Fields {
  kind: Kind;
  issuer?: string;
  value: string;
  verified?: boolean;
}

function AddDialog({ memberId, onClose }: { memberId: string; onClose: () => void }) {
  const t = useText(identityTexts);
  const c = useText(everyday);
  const advice = useAdvice();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const kind = Form.useWatch("kind", form);
  const [taken, setTaken] = useState(false);
  const send = useSend("POST /v1/members/{member_id}/identities", ["GET /v1/members/{member_id}/identities"]);
  const save = ({ kind: of, issuer, value, verified = false }: Fields) => {
    const identity = { kind: of, value, ...(WITH_ISSUER.has(of) && issuer ? { issuer } : {}) };
    send.mutate(
      { path: { member_id: memberId }, body: { identity, verified } },
      {
        onSuccess: () => {
          void message.success(t("added"));
          onClose();
        },
        onError: (error) => {
          if (error instanceof ApiError && error.code === "identity_taken") setTaken(true);
          else void message.error(advice(error), 6);
        },
      },
    );
  };
  const required = [{ required: true, whitespace: true, message: c("required") }];
  return (
    <Modal
      open
      width={440}
      title={t("add_title")}
      okText={t("add")}
      cancelText={c("cancel")}
      confirmLoading={send.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ kind: "ota" }} onFinish={save}>
        <Form.Item name="kind" label={t("kind")}>
          <Select options={KINDS.map((value) => ({ value, label: t(value) }))} />
        </Form.Item>
        {WITH_ISSUER.has(kind) ? (
          <Form.Item name="issuer" label={t("issuer")} extra={t("issuer_hint")} rules={required}>
            <Input maxLength={64} autoComplete="off" />
          </Form.Item>
        ) : null}
        <Form.Item name="value" label={t("value")} rules={required}>
          <Input maxLength={128} autoComplete="off" />
        </Form.Item>
        <Form.Item name="verified" valuePropName="checked" noStyle>
          <Checkbox>{t("verified")}</Checkbox>
        </Form.Item>
      </Form>
      {taken ? (
        <p role="alert" style={{ marginTop: 12 }}>
          {t("other_member")} <Link to="/members/duplicates">{t("see_duplicates")}</Link>
        </p>
      ) : null}
    </Modal>
  );
}

function Line({ memberId, identity }: { memberId: string; identity: Identity }) {
  const t = useText(identityTexts);
  const c = useText(everyday);
  const may = useMay();
  const advice = useAdvice();
  const { message, modal } = App.useApp();
  const refreshes = ["GET /v1/members/{member_id}/identities"] as const;
  const send = useSend("DELETE /v1/members/{member_id}/identities/{identity_id}", [...refreshes]);
  const { identity_id, kind, issuer, shown, verified, merged_from } = identity;
  const remove = (id: string) =>
    modal.confirm({
      title: t("remove_title", { kind: t(kind) }),
      content: t("remove_why"),
      okText: t("remove"),
      cancelText: c("cancel"),
      onOk: () =>
        send.mutate(
          { path: { member_id: memberId, identity_id: id } },
          {
            onSuccess: () => void message.success(t("removed")),
            onError: (error) => void message.error(advice(error), 6),
          },
        ),
    });
  return (
    <>
      <span className="mut">{t(kind)}</span>
      <span className="ident__value">
        {kind === "card" && identity_id === null && shown ? cardNumber(shown) : (shown ?? "—")}
        {issuer ? <span className="s mut"> {issuer}</span> : null} {merged_from ? <Tag>{t("from_merge")}</Tag> : null}
      </span>
      <span>
        {verified && kind !== "card" ? <StateMark mark="live">{t("verified")}</StateMark> : null}
        {identity_id && may("members:write") ? (
          <button
            type="button"
            className="tool"
            aria-label={`${t("remove")} ${shown ?? ""}`}
            onClick={() => remove(identity_id)}
          >
            <Icon name="close" />
          </button>
        ) : null}
      </span>
    </>
  );
}

/** Everything by which a member is found. */
export function IdentitiesCard({ member }: { member: Member }) {
  const t = useText(identityTexts);
  const may = useMay();
  const [adding, setAdding] = useState(false);
  const path = { member_id: member.member_id };
  const query = useApi("GET /v1/members/{member_id}/identities", { path });
  return (
    <Card
      title={t("title")}
      tools={
        may("members:write") && !member.erased_at ? (
          <Button size="small" onClick={() => setAdding(true)}>
            {t("add")}
          </Button>
        ) : null
      }
    >
      <QueryView query={query}>
        {({ data }) => (
          <div className="ident">
            {data.map((identity, index) => (
              <Line
                key={identity.identity_id ?? `${identity.kind} ${index}`}
                memberId={member.member_id}
                identity={identity}
              />
            ))}
          </div>
        )}
      </QueryView>
      {adding ? <AddDialog memberId={member.member_id} onClose={() => setAdding(false)} /> : null}
    </Card>
  );
}
