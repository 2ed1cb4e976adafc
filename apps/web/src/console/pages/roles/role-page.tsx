import { Alert, App, Button, Popconfirm } from "antd";
import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import type { Failure } from "../../../api/client.ts";
import type { Role } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { useMay, useSession } from "../../../api/session.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { roleTexts } from "../../../i18n/texts/roles.ts";
import { PageHead } from "../../../ui/card.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { useAdvice } from "../../../ui/states.tsx";
import { type Draft, EMPTY } from "./draft.ts";
import { Basics } from "./role-basics.tsx";
import { Masks, Permissions } from "./role-rights.tsx";
import "./roles.css";

function useRoleWrites(role: Role | undefined) {
  const t = useText(roleTexts);
  const c = useText(everyday);
  const navigate = useNavigate();
  const { message } = App.useApp();
  const advice = useAdvice();
  const refreshes = ["GET /v1/roles", "GET /v1/roles/{role_id}", "GET /v1/roles/matrix"] as const;
  const create = useSend("POST /v1/roles", [...refreshes]);
  const change = useSend("PATCH /v1/roles/{role_id}", [...refreshes]);
  const remove = useSend("DELETE /v1/roles/{role_id}", ["GET /v1/roles", "GET /v1/roles/matrix"]);
  const say = (written: Promise<unknown>, text: string) =>
    written.then(
      (answer) => {
        const waits = typeof answer === "object" && answer !== null && "approval_id" in answer;
        if (waits) void message.info(c("waits_for_second"));
        else void message.success(text);
        void navigate("/platform/roles");
      },
      (error: Failure) => void message.error(advice(error)),
    );
  return {
    busy: create.isPending || change.isPending,
    save: (draft: Draft) => {
      const { name, permissions, masks, scope_kind, template } = draft;
      const reason = draft.reason?.trim();
      const rights = { permissions, masks, scope_kind };
      if (!role) {
        const from = template ? { template } : {};
        const body = { name, ...rights, ...from };
        void say(create.mutateAsync({ body, idempotency_key: crypto.randomUUID() }), t("saved"));
        return;
      }
      // A name that was not touched stays the one of each language.
      const renamed = name === role.name ? {} : { name };
      const body = { version: role.version, ...rights, ...renamed, ...(reason ? { reason } : {}) };
      void say(change.mutateAsync({ path: { role_id: role.role_id }, body }), t("saved"));
    },
    archive: () => role && void say(remove.mutateAsync({ path: { role_id: role.role_id } }), t("archived")),
  };
}

function Editor({ edited: role }: { edited: Role | undefined }) {
  const t = useText(roleTexts);
  const c = useText(everyday);
  const may = useMay();
  const session = useSession();
  const [draft, setDraft] = useState<Draft>(role ?? EMPTY);
  const writes = useRoleWrites(role);
  const is_own = role?.role_id === session.role.role_id;
  const readOnly = !may("roles:write") || is_own || role?.is_system === true;
  const part = { draft, readOnly, onChange: (change: Partial<Draft>) => setDraft((was) => ({ ...was, ...change })) };
  const why = role?.is_system ? t("fixed_why") : is_own ? t("own_why") : undefined;
  return (
    <>
      <PageHead
        title={role ? role.name : t("create")}
        crumb={
          <Link className="crumb" to="/platform/roles">
            {t("title")}
            <Icon name="right" />
          </Link>
        }
        note={role?.code}
      >
        {role && !readOnly ? (
          <Popconfirm title={t("archive_sure", { name: role.name })} okText={t("archive")} onConfirm={writes.archive}>
            <Button className="quiet-danger">{t("archive")}</Button>
          </Popconfirm>
        ) : null}
        {readOnly ? null : (
          <Button
            type="primary"
            loading={writes.busy}
            disabled={draft.name.trim() === ""}
            onClick={() => writes.save(draft)}
          >
            {c("save")}
          </Button>
        )}
      </PageHead>
      <div className="stack">
        {why ? <Alert type="info" title={why} /> : null}
        <Basics {...part} isNew={!role} />
        <Masks {...part} />
        <Permissions {...part} />
      </div>
    </>
  );
}

export function RolePage() {
  const { role_id = "new" } = useParams();
  const role = useApi("GET /v1/roles/{role_id}", { path: { role_id } }, { enabled: role_id !== "new" });
  if (role_id === "new") return <Editor key="new" edited={undefined} />;
  return (
    <QueryView query={role}>{(data) => <Editor key={`${data.role_id} ${data.version}`} edited={data} />}</QueryView>
  );
}
