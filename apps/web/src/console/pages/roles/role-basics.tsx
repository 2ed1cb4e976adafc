import { Input, Select } from "antd";
import { useApi } from "../../../api/query.ts";
import { useSession } from "../../../api/session.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { roleTexts } from "../../../i18n/texts/roles.ts";
import { Card } from "../../../ui/card.tsx";
import { Seg } from "../../../ui/seg.tsx";
import type { PartProps } from "./draft.ts";

const SCOPES = ["subtree", "own_unit", "own_customers"] as const;

/** Name, reach, and what a new role starts from. */
export function Basics({ draft, readOnly, onChange, isNew }: PartProps & { isNew: boolean }) {
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
