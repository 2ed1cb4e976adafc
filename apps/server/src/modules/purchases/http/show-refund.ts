import type { z } from "zod";
import { toZonedIso } from "../../../platform/kernel/dates.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import type { Refund } from "../read-refunds.ts";
import type { zRefund, zRefundPreview } from "./refund-schema.ts";

export function showFigures(refund: Refund): z.output<typeof zRefundPreview> {
  const { amount_fen, deducted_fen, lines, payments, points } = refund;
  return { amount_fen, lines, payments, points: { ...points, deducted_fen } };
}

export function showRefund(refund: Refund, time_zone: string): z.output<typeof zRefund> {
  return {
    ...showFigures(refund),
    refund_id: toWireId("refund", refund.refund_id),
    purchase_id: toWireId("purchase", refund.purchase_id),
    external_id: refund.out_no,
    reason: refund.reason,
    business_time: toZonedIso(refund.business_time, time_zone),
    business_date: refund.business_date,
    transaction_ids: refund.transaction_ids.map((id) => toWireId("transaction", id)),
    recorded_at: refund.recorded_at.toISOString(),
  };
}
