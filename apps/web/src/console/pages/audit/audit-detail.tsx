import { Fragment } from "react";
import type { AuditEntry } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { audit } from "../../../i18n/texts/audit.ts";
import { Sep } from "../../../ui/card.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { RequestId, Skeleton } from "../../../ui/states.tsx";
import "../approvals/approvals.css";
import { useDeed } from "./deed.ts";

const shown = (value: unknown): string => {
  if (value === null || value === undefined) return "—";
  return typeof value === "string" ? value : JSON.stringify(value);
};

/** What was and what is, field by field. */
function Diff({ row }: { row: Pick<AuditEntry, "before" | "after"> }) {
  const t = useText(audit);
  const fields = [...new Set([...Object.keys(row.before ?? {}), ...Object.keys(row.after ?? {})])];
  if (fields.length === 0) return <p className="s mut">{t("no_change")}</p>;
  return (
    <div className="audit-diff">
      <span className="head">{t("field")}</span>
      <span className="head">{t("before")}</span>
      <span className="head">{t("after")}</span>
      {fields.map((field) => (
        <Fragment key={field}>
          <code>{field}</code>
          <span className="mut">{shown(row.before?.[field])}</span>
          <span>{shown(row.after?.[field])}</span>
        </Fragment>
      ))}
    </div>
  );
}

export function AuditDetail({ row }: { row: AuditEntry }) {
  const t = useText(audit);
  const deed = useDeed();
  const { audit_entry_id } = row;
  const found = useApi("GET /v1/audit_log/{audit_entry_id}", { path: { audit_entry_id } });
  return (
    <div className="under-row two">
      <Diff row={row} />
      <QueryView query={found} skeleton={<Skeleton rows={2} height={24} />}>
        {(data) => (
          <div className="s">
            {data.route ? <code>{data.route}</code> : null}
            <p className="mut">
              {t("from_where")} {data.ip ?? "—"}
              <Sep />
              {t("with")} {data.user_agent ?? "—"}
            </p>
            <RequestId id={data.request_id ?? undefined} />
            {data.related.length > 0 ? <p className="mut">{t("approval")}</p> : null}
            {data.related.map((one) => (
              <p key={one.audit_entry_id}>
                {stamp(one.recorded_at)} {one.actor.name ?? t("system")} {deed(one.action)}
              </p>
            ))}
          </div>
        )}
      </QueryView>
    </div>
  );
}
