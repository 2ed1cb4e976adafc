import type { Staff as StaffMember } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { useText } from "../../../i18n/language.ts";
import { staffTexts } from "../../../i18n/texts/organisation.ts";
import { Card, PageHead } from "../../../ui/card.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { StateMark } from "../../../ui/marks.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import { AccessPolicy } from "./access-policy.tsx";
import { Invitations } from "./invitations.tsx";
import { StaffDevices } from "./staff-sessions.tsx";
import "./organisation.css";

export function Staff() {
  const t = useText(staffTexts);
  const may = useMay();
  const staff = useApi("GET /v1/staff", { query: { limit: 100 } });
  const columns: Column<StaffMember>[] = [
    { key: "name", head: t("name"), width: 160, cell: (s) => s.name, title: (s) => s.name, tone: "med" },
    { key: "email", head: t("email"), cell: (s) => s.email, title: (s) => s.email, tone: "mut" },
    {
      key: "role",
      head: t("role"),
      width: 200,
      cell: (s) => s.role.name,
    },
    { key: "scope", head: t("scope"), width: 200, cell: (s) => s.unit_name, title: (s) => s.unit_name },
    {
      key: "state",
      head: t("state"),
      width: 128,
      cell: (s) => <StateMark mark={s.status === "active" ? "live" : "off"}>{t(s.status)}</StateMark>,
    },
    { key: "devices", head: "", width: 120, cell: (s) => <StaffDevices staff={s} /> },
  ];
  return (
    <>
      <PageHead title={t("title")} />
      <div className="stack">
        <Card label={t("title")}>
          <QueryView query={staff}>
            {({ data }) =>
              data.length === 0 ? (
                <EmptyState title={t("none")} reason={t("none_why")} />
              ) : (
                <LedgerTable label={t("title")} columns={columns} rows={data} rowKey={(s) => s.staff_id} />
              )
            }
          </QueryView>
        </Card>
        {may("staff:write") ? <Invitations /> : null}
        <AccessPolicy />
      </div>
    </>
  );
}
