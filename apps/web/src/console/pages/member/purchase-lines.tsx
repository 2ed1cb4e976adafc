import { Button } from "antd";
import { useState } from "react";
import type { Purchase, Refund } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { number, stamp, yuan } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday, paymentMethods, saleTypes } from "../../../i18n/texts/everyday.ts";
import { member as texts } from "../../../i18n/texts/member.ts";
import { refund as refundTexts } from "../../../i18n/texts/refund.ts";
import { till } from "../../../i18n/texts/till.ts";
import { Sep } from "../../../ui/card.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { Skeleton } from "../../../ui/states.tsx";

import { RefundDialog } from "./refund-dialog.tsx";
import { RefundSlip } from "./refund-slip.tsx";

type Line = Purchase["lines"][number];

/** What was given back, when and why. */
function Refunds({ refunds }: { refunds: Refund[] }) {
  const t = useText(refundTexts);
  if (refunds.length === 0) return null;
  return (
    <section aria-label={t("refunds")} style={{ padding: "0 16px 8px" }}>
      {refunds.map((refund) => (
        <div key={refund.refund_id}>
          <p className="s" style={{ marginTop: 8 }}>
            {stamp(refund.business_time)}
            <Sep />
            {t("refunded", { amount: yuan(refund.amount_fen) })}
            <Sep />
            {refund.reason}
          </p>
          <RefundSlip refund={refund} />
        </div>
      ))}
    </section>
  );
}

function RefundButton({ purchase }: { purchase: Purchase }) {
  const t = useText(refundTexts);
  const may = useMay();
  const [open, setOpen] = useState(false);
  if (!may("purchases:write") || purchase.refunded_fen >= purchase.total_fen) return null;
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t("refund")}
      </Button>
      {open ? <RefundDialog purchase={purchase} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

/** What was bought, what each line earned and how it was paid. */
export function PurchaseLines({ purchaseId }: { purchaseId: string }) {
  const t = useText(texts);
  const w = useText(till);
  const c = useText(everyday);
  const b = useText(saleTypes);
  const m = useText(paymentMethods);
  const purchase = useApi("GET /v1/purchases/{purchase_id}", { path: { purchase_id: purchaseId } });
  const columns: Column<Line>[] = [
    { key: "item", head: w("item"), cell: (l) => l.item_name, title: (l) => l.item_name },
    { key: "type", head: w("type"), width: 96, tone: "mut", cell: (l) => b(l.business_type) },
    { key: "quantity", head: w("quantity"), width: 72, numeric: true, cell: (l) => number(l.quantity) },
    { key: "amount", head: w("amount"), width: 120, numeric: true, cell: (l) => yuan(l.amount_fen) },
    { key: "points", head: t("purchase_points"), width: 88, numeric: true, cell: (l) => number(l.points_awarded) },
  ];
  return (
    <QueryView query={purchase} skeleton={<Skeleton rows={2} height={32} />}>
      {(p) => (
        <section className="why" aria-label={w("receipt")}>
          <LedgerTable
            compact
            label={w("lines")}
            columns={columns}
            rows={p.lines}
            rowKey={(l) => String(l.line_no)}
            total={[c("total"), "", "", yuan(p.total_fen), number(p.points_awarded)]}
          />
          <div style={{ display: "flex", alignItems: "center", gap: 16, padding: "4px 16px 8px" }}>
            <p className="s mut">
              {p.payments.map((x, i) => (
                <span key={x.method}>
                  {i > 0 ? <Sep /> : null}
                  {m(x.method)} {yuan(x.amount_fen)}
                </span>
              ))}
              <Sep />
              {p.purchase_id}
            </p>
            <div style={{ marginLeft: "auto" }}>
              <RefundButton purchase={p} />
            </div>
          </div>
          <Refunds refunds={p.refunds} />
        </section>
      )}
    </QueryView>
  );
}
