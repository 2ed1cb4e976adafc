import { Button } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import type { PurchaseRow } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { number, stamp, yuan } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { member as texts } from "../../../i18n/texts/member.ts";
import { refund } from "../../../i18n/texts/refund.ts";
import { Expander } from "../../../ui/expander.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import { useCursor } from "../cursor.ts";
import { FootPager } from "../pager.tsx";
import { PurchaseLines } from "./purchase-lines.tsx";
import { useWalk } from "./use-walk.ts";

/** What is left of a purchase, and that something of it was given back. */
function Net({ purchase }: { purchase: PurchaseRow }) {
  const t = useText(refund);
  const { total_fen, refunded_fen } = purchase;
  // Nothing, or not to be seen.
  if (!refunded_fen) return yuan(total_fen);
  return (
    <span title={t("refunded", { amount: yuan(refunded_fen) })}>
      <span className="s mut">{t("net")} </span>
      {yuan(total_fen - refunded_fen)}
    </span>
  );
}

export function PurchasesTab({ memberId }: { memberId: string }) {
  const t = useText(texts);
  const navigate = useNavigate();
  const cursor = useCursor(20);
  const [open, setOpen] = useState<string>();
  const purchases = useApi("GET /v1/purchases", { query: { member_id: memberId, limit: 20, cursor: cursor.cursor } });
  const toggleKey = (id: string) => setOpen(open === id ? undefined : id);
  const toggle = (p: PurchaseRow) => toggleKey(p.purchase_id);
  const current = useWalk(
    (purchases.data?.data ?? []).map((p) => p.purchase_id),
    toggleKey,
  );
  const columns: Column<PurchaseRow>[] = [
    {
      key: "open",
      head: "",
      width: 40,
      cell: (p) => (
        <Expander open={open === p.purchase_id} label={t("lines_of", { title: p.title })} onToggle={() => toggle(p)} />
      ),
    },
    { key: "time", head: t("time"), width: 136, cell: (p) => stamp(p.business_time), title: (p) => p.business_time },
    { key: "items", head: t("purchase_items"), cell: (p) => p.title, title: (p) => p.title },
    { key: "venue", head: t("venue"), width: 136, tone: "mut", cell: (p) => p.venue_name, title: (p) => p.venue_name },
    { key: "total", head: t("purchase_total"), width: 128, numeric: true, cell: (p) => <Net purchase={p} /> },
    {
      key: "points",
      head: t("purchase_points"),
      width: 88,
      numeric: true,
      cell: (p) => number(p.points_awarded - p.points_refunded),
    },
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
            <LedgerTable
              label={t("purchases")}
              columns={columns}
              rows={data}
              rowKey={(p) => p.purchase_id}
              onOpen={toggle}
              current={current}
              detail={(p) => (open === p.purchase_id ? <PurchaseLines purchaseId={p.purchase_id} /> : null)}
            />
            <FootPager cursor={cursor} following={next_cursor} />
          </>
        )
      }
    </QueryView>
  );
}
