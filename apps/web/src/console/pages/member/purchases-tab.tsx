import { Button } from "antd";
import { useNavigate } from "react-router";
import type { Purchase } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { number, stamp, yuan } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/language.ts";
import { lookup } from "../../../i18n/text.ts";
import { paymentMethods } from "../../../i18n/texts/everyday.ts";
import { member as texts } from "../../../i18n/texts/member.ts";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import { useCursor } from "../cursor.ts";
import { Pager } from "../pager.tsx";
import { useScope } from "../../shell/scope.tsx";

export function PurchasesTab({ memberId }: { memberId: string }) {
  const t = useText(texts);
  const language = useLanguage();
  const navigate = useNavigate();
  const { venues } = useScope();
  const cursor = useCursor(20);
  const purchases = useApi("GET /v1/purchases", { query: { member_id: memberId, limit: 20, cursor: cursor.cursor } });
  const items = (p: Purchase) => {
    const first = p.lines[0]?.item_name ?? "—";
    return p.lines.length > 1 ? t("items_more", { first, count: p.lines.length, more: p.lines.length - 1 }) : first;
  };
  const columns: Column<Purchase>[] = [
    { key: "time", head: t("time"), width: 136, cell: (p) => stamp(p.business_time) },
    { key: "items", head: t("purchase_items"), cell: items, title: (p) => p.lines.map((l) => l.item_name).join(", ") },
    {
      key: "venue",
      head: t("venue"),
      width: 136,
      tone: "mut",
      cell: (p) => p.venue_name ?? venues.find((v) => v.venue_id === p.venue_id)?.name ?? "—",
    },
    {
      key: "paid",
      head: t("payments"),
      width: 128,
      tone: "mut",
      cell: (p) => p.payments.map((x) => lookup(paymentMethods, x.method, language) ?? x.method).join(", "),
    },
    { key: "total", head: t("purchase_total"), width: 120, numeric: true, cell: (p) => yuan(p.total_fen) },
    { key: "points", head: t("purchase_points"), width: 88, numeric: true, cell: (p) => number(p.points_awarded) },
  ];
  return (
    <QueryView query={purchases}>
      {({ data, next_cursor }) =>
        data.length === 0 ? (
          <EmptyState
            title={t("purchases_none")}
            action={<Button onClick={() => void navigate("/till")}>{t("to_till")}</Button>}
          />
        ) : (
          <>
            <LedgerTable label={t("purchases")} columns={columns} rows={data} rowKey={(p) => p.purchase_id} />
            {next_cursor || cursor.cursor ? (
              <div className="foot-pager">
                <Pager cursor={cursor} following={next_cursor} />
              </div>
            ) : null}
          </>
        )
      }
    </QueryView>
  );
}
