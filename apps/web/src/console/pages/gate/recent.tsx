import type { AdmissionRow } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { dateOf, secondsOf, shortDate } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { gate } from "../../../i18n/texts/gate.ts";
import { Card } from "../../../ui/card.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { StateMark } from "../../../ui/marks.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import { useToday } from "../../today.ts";

export function RecentAdmissions({ gateId }: { gateId: string }) {
  const t = useText(gate);
  const admissions = useApi("GET /v1/admissions", { query: { gate_id: gateId, limit: 15 } }, { refreshSeconds: 15 });
  const today = useToday();
  const when = (at: string) => (dateOf(at) === today ? secondsOf(at) : `${shortDate(at)} ${secondsOf(at)}`);
  const columns: Column<AdmissionRow>[] = [
    { key: "time", head: t("time"), width: 136, cell: (a) => when(a.business_time), title: (a) => a.business_time },
    { key: "member", head: t("fact_member"), width: 96, cell: (a) => a.member?.name_masked ?? "—" },
    {
      key: "result",
      head: t("result"),
      width: 88,
      cell: (a) => <StateMark mark={a.admitted ? "live" : "bad"}>{t(a.admitted ? "admit" : "stop")}</StateMark>,
    },
    {
      key: "reason",
      head: t("reason"),
      tone: "mut",
      cell: (a) => a.reasons[0]?.message ?? "—",
      title: (a) => a.reasons[0]?.message ?? "—",
    },
  ];
  return (
    <Card title={t("recent")}>
      <QueryView query={admissions}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState title={t("recent_none")} />
          ) : (
            <LedgerTable compact label={t("recent")} columns={columns} rows={data} rowKey={(a) => a.admission_id} />
          )
        }
      </QueryView>
    </Card>
  );
}
