import { z } from "zod";
import {
  wireId,
  wireIdOut,
  zBusinessDate,
  zCount,
  zFen,
  zInstantOut,
  zPoints,
  zText,
} from "../../../platform/http/schema.ts";
import { zAmount, zSettledPayment } from "./payment-schema.ts";
import { sensitive } from "../../../platform/http/sensitive.ts";

export const zParams = z.strictObject({ purchase_id: wireId("purchase") });

const zRefundInputFields = z.strictObject({
  /** Of each line so many units, or an amount of it; all that is left of it when neither is named. */
  lines: z
    .array(
      z
        .strictObject({
          line_no: z.int().min(1).max(200),
          quantity: z.int().min(1).max(100_000).optional(),
          amount_fen: zAmount.min(1).optional(),
        })
        .refine((line) => line.quantity === undefined || line.amount_fen === undefined, {
          path: ["amount_fen"],
          params: { code: "at_most_one_of" },
        }),
    )
    .min(1)
    .max(200)
    .refine((lines) => new Set(lines.map((line) => line.line_no)).size === lines.length, {
      params: { code: "named_twice" },
    }),
  /** Why, as a person will read it. */
  reason: zText(200),
  /** The caller's own number: a refund with it exists once for ever. */
  external_id: zText(100).optional(),
});
export const zRefundInput = zRefundInputFields.extend({
  /** Stands in for the Idempotency-Key header where a caller cannot set one. */
  out_request_no: zText(200).optional(),
});
export const zRefundEvaluateInput = zRefundInputFields.omit({ external_id: true, reason: true });

/** What a refund gives back and takes back. `deducted_fen` was kept for points that are gone: the payments are without it. */
const zRefundFigures = z.object({
  amount_fen: sensitive("amounts", zFen),
  lines: z.array(z.object({ line_no: z.int(), quantity: zCount, amount_fen: sensitive("amounts", zFen) })),
  payments: z.array(zSettledPayment),
  points: z.object({
    before: zPoints,
    after: zPoints,
    clawed_back: zPoints,
    debt: zPoints,
    uncovered: zPoints,
    deducted_fen: sensitive("amounts", zFen),
  }),
});
export const zRefundPreview = zRefundFigures.meta({ id: "RefundPreview" });
export const zRefund = zRefundFigures
  .extend({
    refund_id: wireIdOut("refund"),
    purchase_id: wireIdOut("purchase"),
    external_id: z.string().nullable(),
    reason: z.string(),
    business_time: zInstantOut,
    business_date: zBusinessDate,
    transaction_ids: z.array(wireIdOut("transaction")),
    recorded_at: zInstantOut,
  })
  .meta({ id: "Refund" });
