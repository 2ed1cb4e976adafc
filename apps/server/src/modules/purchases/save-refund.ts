import type { Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { appendEvents } from "../../platform/events/outbox.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { countRefund, countRefundedLines, insertRefund } from "./db/refunds.gen.ts";
import type { DecidedRefund } from "./decide-refund.ts";
import type { GivenBack } from "./give-back.ts";
import type { RefundCommand } from "./refund-purchase.ts";

/** Writes the refund, counts it on the purchase and its lines, and tells of it. */
export async function saveRefund(
  tx: Tx,
  runtime: Runtime,
  {
    refund_id,
    command,
    decided,
    back,
  }: { refund_id: string; command: RefundCommand; decided: DecidedRefund; back: GivenBack },
): Promise<void> {
  const { tenant_id } = tx;
  const { purchase_id, member_id, venue_id } = command.purchase;
  const { out_no, reason, business_time, business_date, staff_id, times } = command;
  const { amount_fen, deducted_fen, payments } = back.money;
  const points_refunded = back.points.before - back.points.after;
  const lines = decided.lines.map(({ by_amount: _, ...line }) => line);
  const row = {
    refund_id,
    purchase_id,
    out_no,
    reason,
    business_time,
    business_date,
    staff_id,
    recorded_at: times.recorded_at,
  };
  const figures = { amount_fen, deducted_fen, payments, lines, points: back.points, points_refunded };
  await Promise.all([
    run(tx, insertRefund, { tenant_id, ...row, ...figures, transaction_ids: back.transaction_ids }),
    run(tx, countRefund, { tenant_id, purchase_id, amount_fen, points_refunded }),
    run(tx, countRefundedLines, { tenant_id, purchase_id, lines: decided.lines }),
    appendEvents(tx, [
      {
        event_id: runtime.ids.next(),
        type: "purchase.refunded",
        subject_id: member_id ?? purchase_id,
        payload: {
          refund_id,
          purchase_id,
          venue_id,
          amount_fen,
          deducted_fen,
          points_refunded,
          left_fen: decided.left_fen,
          purchase_date: decided.purchase_date,
          buyer_id: decided.buyer_id,
        },
        business_time,
        recorded_at: times.recorded_at,
      },
    ]),
  ]);
}
