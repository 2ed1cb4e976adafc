import { z } from "zod";
import { type Effect, type OperationContext, registerOperation } from "../../platform/approvals/index.ts";
import { recordAudit } from "../../platform/audit/record-audit.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { businessMoment, listVenues } from "../org/index.ts";
import { findRefundable } from "./db/refunds.gen.ts";
import { PAYMENT_METHODS } from "./domain/payments.ts";
import { refundPurchase } from "./refund-purchase.ts";
import type { Refund } from "./read-refunds.ts";

export const REFUND_OPERATION = "purchases.refund";

/** A yuan is a hundred fen: above ¥20,000 a second person looks. */
const DEFAULT_THRESHOLD_FEN = 2_000_000;

const zRefundWaiting = z.object({
  purchase_id: z.uuid(),
  asks: z.array(
    z.object({ line_no: z.int(), quantity: z.int().optional(), amount_fen: z.int().optional() }).readonly(),
  ),
  reason: z.string(),
  out_no: z.string().nullable(),
  staff_id: z.uuid().nullable(),
});

registerOperation({
  kind: REFUND_OPERATION,
  permission: "purchases:approve",
  requires: "purchases:write",
  texts: {
    title: { "zh-CN": "大额退款", en: "Large refund", ko: "고액 환불" },
    labels: {
      amount: { "zh-CN": "退款金额", en: "Refunded", ko: "환불 금액" },
      deducted: { "zh-CN": "扣除已用积分折价", en: "Kept for points already spent", ko: "사용된 포인트 공제" },
      cash: { "zh-CN": "退回现金", en: "Back in cash", ko: "현금 환불" },
      card: { "zh-CN": "退回银行卡", en: "Back to the card", ko: "카드 환불" },
      wechat: { "zh-CN": "退回微信", en: "Back to WeChat Pay", ko: "위챗페이 환불" },
      alipay: { "zh-CN": "退回支付宝", en: "Back to Alipay", ko: "알리페이 환불" },
      wallet: { "zh-CN": "退回储值", en: "Back to the wallet", ko: "충전금 환불" },
      points: { "zh-CN": "退回抵现积分", en: "Points given back", ko: "결제 포인트 반환" },
      earned: { "zh-CN": "这笔消费的积分", en: "Points of the purchase", ko: "구매 적립 포인트" },
    },
  },
  input: zRefundWaiting,
  rule: { measure: "amount_fen", enabled: true, threshold: DEFAULT_THRESHOLD_FEN, hours: 72 },
  preview: async (tx, context, input) => effectOf(await refund(tx, context, input)),
  execute: async (tx, context, input) => {
    const { refund_id, amount_fen } = await refund(tx, context, input);
    await recordAudit(tx, context.app.runtime, context.by, {
      action: "purchase.refunded",
      subject: { kind: "purchase", id: input.purchase_id },
      after: { refund_id, amount_fen },
      reason: input.reason,
      approval_id: context.approval_id,
    });
    return { refund_id };
  },
});

/** As of the moment of the yes. */
async function refund(
  tx: Tx,
  { app, times }: OperationContext,
  { purchase_id, ...input }: z.output<typeof zRefundWaiting>,
): Promise<Refund> {
  const purchase = await run(tx, findRefundable, { tenant_id: tx.tenant_id, purchase_id });
  const venue = (await listVenues(tx)).find((one) => one.venue_id === purchase?.venue_id);
  if (!purchase || !venue) throw new AppError("purchase_not_found");
  const moment = businessMoment(venue, undefined, times.now);
  const command = { ...input, ...moment, purchase: { ...purchase, purchase_id }, times };
  return (await refundPurchase(tx, app.runtime, command)).refund;
}

function effectOf({ amount_fen, deducted_fen, payments, points }: Refund): Effect {
  const back = PAYMENT_METHODS.flatMap((method) => {
    const paid = payments.find((payment) => payment.method === method);
    if (!paid || paid.amount_fen === 0) return [];
    const count = paid.points === undefined ? {} : { after: paid.points, unit: "points" as const };
    return [{ label: method, after: paid.amount_fen, unit: "fen" as const, ...count }];
  });
  const kept = deducted_fen > 0 ? [{ label: "deducted", after: deducted_fen, unit: "fen" as const }] : [];
  const earned =
    points.before === points.after
      ? []
      : [{ label: "earned", before: points.before, after: points.after, unit: "points" as const }];
  return { lines: [{ label: "amount", after: amount_fen, unit: "fen" }, ...back, ...kept, ...earned], amount_fen };
}
