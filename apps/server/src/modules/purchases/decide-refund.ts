import { AppError } from "../../platform/kernel/errors.ts";
import type { ListLinesRow } from "./db/purchases.gen.ts";
import { earningLines, titleOf, type PurchaseLine } from "./domain/decide.ts";
import type { Settlement } from "./domain/payments.ts";
import {
  differenceOf,
  exceedsPurchase,
  refundOfLine,
  type MoneyBack,
  type RefundAsk,
  type RefundedLine,
} from "./domain/refund.ts";
import { settlementOf, type PaidPurchase } from "./settle.ts";

/** A refund that nothing speaks against. */
export interface DecidedRefund {
  /** What the statement calls it. */
  title: string;
  lines: RefundedLine[];
  money: MoneyBack;
  /** What the purchase had taken in the beginning: its lines in the book. */
  paid: Settlement;
  /** Points that refunds before this one have taken back. */
  points_refunded: number;
  /** What is left of the purchase, the day it belongs to, and under which of their ids the buyer made it. */
  left_fen: number;
  purchase_date: string;
  buyer_id: string | null;
  /** The purchase as it would have been without everything given back so far, as the points room sees it. */
  lines_left: ReturnType<typeof earningLines>;
}

/** Decides a refund from what stands of the purchase. Errors: refund_exceeds_purchase, with what is left of the line. */
export function decideRefund(
  purchase: PaidPurchase & { points_refunded: number; business_date: string; member_id: string | null },
  lines: readonly ListLinesRow[],
  asks: readonly RefundAsk[],
): DecidedRefund {
  const refunded = asks.map((ask) => {
    const refund = refundOfLine(
      lines.find((line) => line.line_no === ask.line_no),
      ask,
    );
    if (exceedsPurchase(refund)) throw new AppError("refund_exceeds_purchase", { ...refund });
    return refund;
  });
  const by_line = new Map(refunded.map((refund) => [refund.line_no, refund]));
  const kept_before = lines.map((line) => line.amount_fen - line.refunded_fen);
  const kept_after = lines.map(
    (line, index) => (kept_before[index] ?? 0) - (by_line.get(line.line_no)?.amount_fen ?? 0),
  );
  const settled_after = settlementOf(purchase, lines, kept_after);
  const left = lines.map((line, index): PurchaseLine => {
    const back = by_line.get(line.line_no)?.quantity ?? 0;
    return { ...line, amount_fen: kept_after[index] ?? 0, quantity: line.quantity - line.refunded_quantity - back };
  });
  return {
    title: titleOf(
      refunded.flatMap((refund) => {
        const line = lines.find((one) => one.line_no === refund.line_no);
        return line ? [{ ...line, quantity: refund.quantity }] : [];
      }),
    ),
    lines: refunded,
    money: differenceOf(settlementOf(purchase, lines, kept_before), settled_after),
    paid: settlementOf(purchase, lines),
    points_refunded: purchase.points_refunded,
    left_fen: kept_after.reduce((sum, amount) => sum + amount, 0),
    purchase_date: purchase.business_date,
    buyer_id: purchase.member_id,
    lines_left: earningLines(left, settled_after).filter((line) => line.quantity > 0),
  };
}
