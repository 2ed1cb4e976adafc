import { Alert, App, Button, Checkbox, Input, Popconfirm, Select } from "antd";
import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import type { Permission, Role, RoleTemplate } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { useMay, useSession } from "../../../api/session.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { permissionGroups, permissionTexts } from "../../../i18n/texts/permissions.ts";
import { roleTexts } from "../../../i18n/texts/roles.ts";
import { Card, PageHead } from "../../../ui/card.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { Seg } from "../../../ui/seg.tsx";
import { useAdvice } from "../../../ui/states.tsx";
import { groupPermissions } from "./groups.ts";
import { type Mask, MASKS, maskExample, maskLabel } from "./mask-label.ts";
import "./roles.css";

type Draft = Pick<Role, "name" | "permissions" | "masks" | "scope_kind"> & {
  template?: RoleTemplate["code"] | null;
  reason?: string;
};

const SCOPES = ["subtree", "own_unit", "own_customers"] as const;
const EMPTY: Draft = { name: "", permissions: [], masks: [], scope_kind: "own_unit" };

interface PartProps {
  draft: Draft;
  readOnly: boolean;
  onChange: (change: Partial<Draft>) => void;
}

function Basics({ draft, readOnly, onChange, isNew }: PartProps & { isNew: boolean }) {
  const t = useText(roleTexts);
  const c = useText(everyday);
  const templates = useApi("GET /v1/roles/templates", {}, { enabled: isNew });
  const own = new Set<string>(useSession().permissions);
  const begin = (code: string) => {
    const found = templates.data?.data.find((one) => one.code === code);
    if (!found) return;
    const permissions = found.permissions.filter((one) => own.has(one));
    onChange({ template: found.code, name: found.name, permissions, masks: found.masks, scope_kind: found.scope_kind });
  };
  return (
    <Card title={t("basics")}>
      <div className="role__fields">
        {isNew ? (
          <>
            <label htmlFor="role-template">{t("from_template")}</label>
            <Select
              id="role-template"
              showSearch={{ optionFilterProp: "label" }}
              style={{ maxWidth: 320 }}
              placeholder={t("no_template")}
              value={draft.template ?? null}
              onChange={begin}
              options={(templates.data?.data ?? []).map(({ code, name }) => ({ value: code, label: name }))}
            />
          </>
        ) : null}
        <label htmlFor="role-name">{t("name")}</label>
        <Input
          id="role-name"
          style={{ maxWidth: 320 }}
          maxLength={60}
          disabled={readOnly}
          value={draft.name}
          onChange={(event) => onChange({ name: event.target.value })}
        />
        {isNew || readOnly ? null : (
          <>
            <label htmlFor="role-reason">{c("reason")}</label>
            <Input
              id="role-reason"
              style={{ maxWidth: 320 }}
              maxLength={200}
              placeholder={c("reason_for_second")}
              value={draft.reason ?? ""}
              onChange={(event) => onChange({ reason: event.target.value })}
            />
          </>
        )}
        <span>{t("scope")}</span>
        <div>
          {readOnly ? (
            t(draft.scope_kind)
          ) : (
            <Seg
              label={t("scope")}
              value={draft.scope_kind}
              onChange={(scope_kind) => onChange({ scope_kind })}
              choices={SCOPES.map((value) => ({ value, label: t(value) }))}
            />
          )}
          <span className="s role__why">{t(`${draft.scope_kind}_why`)}</span>
        </div>
      </div>
    </Card>
  );
}

const toggled = <T,>(list: readonly T[], one: T, on: boolean): T[] =>
  on ? [...list, one] : list.filter((other) => other !== one);

function Masks({ draft, readOnly, onChange }: PartProps) {
  const t = useText(roleTexts);
  const { masks: hidden } = useSession();
  return (
    <Card title={t("masks")}>
      <div className="role__masks">
        {MASKS.map((mask: Mask) => (
          <Checkbox
            key={mask}
            // What is hidden from oneself cannot be shown to others.
            disabled={readOnly || (hidden.includes(mask) && draft.masks.includes(mask))}
            checked={draft.masks.includes(mask)}
            onChange={(event) => onChange({ masks: toggled(draft.masks, mask, event.target.checked) })}
          >
            {t(maskLabel(mask))}
            <span className="s">{t(maskExample(mask))}</span>
          </Checkbox>
        ))}
      </div>
    </Card>
  );
}

function Permissions({ draft, readOnly, onChange }: PartProps) {
  const t = useText(roleTexts);
  const p = useText(permissionTexts);
  const g = useText(permissionGroups);
  const may = useMay();
  const all = Object.keys(permissionTexts) as Permission[];
  return (
    <Card title={t("permissions")} note={t("chosen", { count: draft.permissions.length })}>
      {groupPermissions(all).map(({ key, list }) => {
        const mine = list.filter(may);
        const chosen = mine.filter((one) => draft.permissions.includes(one));
        const rest = draft.permissions.filter((one) => !mine.includes(one));
        return (
          <div className="role__group" key={key} role="group" aria-label={g(key)}>
            <Checkbox
              className="med"
              disabled={readOnly || mine.length === 0}
              checked={mine.length > 0 && chosen.length === mine.length}
              indeterminate={chosen.length > 0 && chosen.length < mine.length}
              onChange={(event) => onChange({ permissions: event.target.checked ? [...rest, ...mine] : rest })}
            >
              {g(key)}
            </Checkbox>
            <ul>
              {list.map((permission) => (
                <li key={permission} title={may(permission) ? permission : `${permission} ${t("beyond")}`}>
                  <Checkbox
                    disabled={readOnly || !may(permission)}
                    checked={draft.permissions.includes(permission)}
                    onChange={(event) =>
                      onChange({ permissions: toggled(draft.permissions, permission, event.target.checked) })
                    }
                  >
                    {p(permission)}
                  </Checkbox>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </Card>
  );
}

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
  const said = (text: string) => ({
    onSuccess: (answer: unknown) => {
      const waits = typeof answer === "object" && answer !== null && "approval_id" in answer;
      if (waits) void message.info(c("waits_for_second"));
      else void message.success(text);
      void navigate("/platform/roles");
    },
    onError: (error: Parameters<typeof advice>[0]) => void message.error(advice(error)),
  });
  return {
    busy: create.isPending || change.isPending,
    save: (draft: Draft) => {
      const { name, permissions, masks, scope_kind, template } = draft;
      const reason = draft.reason?.trim();
      const rights = { permissions, masks, scope_kind };
      if (!role) {
        const from = template ? { template } : {};
        create.mutate({ body: { name, ...rights, ...from }, idempotency_key: crypto.randomUUID() }, said(t("saved")));
        return;
      }
      // A name that was not touched stays the one of each language.
      const renamed = name === role.name ? {} : { name };
      const body = { version: role.version, ...rights, ...renamed, ...(reason ? { reason } : {}) };
      change.mutate({ path: { role_id: role.role_id }, body }, said(t("saved")));
    },
    archive: () => role && remove.mutate({ path: { role_id: role.role_id } }, said(t("archived"))),
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
