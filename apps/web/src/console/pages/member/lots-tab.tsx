import type { Lot } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { lastDay, number, shortDate, stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { member as texts } from "../../../i18n/texts/member.ts";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { Meter } from "../../../ui/marks.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState } from "../../../ui/states.tsx";

export function LotsTab({ memberId }: { memberId: string }) {
  const t = useText(texts);
  const c = useText(everyday);
  const lots = useApi("GET /v1/members/{member_id}/lots", { path: { member_id: memberId } });
  const columns: Column<Lot>[] = [
    { key: "earned", head: t("lot_earned"), width: 136, cell: (l) => stamp(l.earned_at) },
    { key: "from", head: t("lot_from"), width: 120, cell: (l) => shortDate(l.available_from) },
    { key: "until", head: t("lot_until"), width: 120, cell: (l) => (l.expires_at ? lastDay(l.expires_at) : "—") },
    { key: "amount", head: t("lot_amount"), width: 112, numeric: true, cell: (l) => number(l.amount) },
    { key: "left", head: t("lot_remaining"), width: 112, numeric: true, cell: (l) => number(l.remaining) },
    {
      key: "share",
      head: t("lot_share"),
      cell: (l) => <Meter share={l.amount ? l.remaining / l.amount : 0} tone="ma" />,
    },
  ];
  return (
    <QueryView query={lots}>
      {({ data }) => {
        if (data.length === 0) return <EmptyState title={t("lots_none")} reason={t("ledger_none_why")} />;
        const sum = (pick: (lot: Lot) => number) => number(data.reduce((total, lot) => total + pick(lot), 0));
        const total = [
          c("total"),
          "",
          "",
          sum((l) => l.amount),
          <span key="r" className="double">
            {sum((l) => l.remaining)}
          </span>,
          "",
        ];
        // What is used up explains the past: below what can still be spent.
        const rows = [...data.filter((lot) => lot.remaining > 0), ...data.filter((lot) => lot.remaining === 0)];
        return <LedgerTable label={t("lots")} columns={columns} rows={rows} rowKey={(l) => l.lot_id} total={total} />;
      }}
    </QueryView>
  );
}
