import { z } from "zod";
import {
  wireId,
  wireIdOut,
  zBusinessDate,
  zCount,
  zFen,
  zInstant,
  zInstantOut,
  zPage,
  zPhone,
  zPoints,
  zText,
} from "../../../platform/http/schema.ts";
import { zBulkItem } from "../../../platform/http/bulk.ts";
import { zEarningTrace } from "../../points/index.ts";
import { TILL_PURPOSES } from "../../members/index.ts";
import { BUSINESS_TYPES, type PurchaseLine } from "../domain/decide.ts";
import { zAmount, zPayment, zSettledPayment } from "./payment-schema.ts";
import { zRefund } from "./refund-schema.ts";
import { sensitive } from "../../../platform/http/sensitive.ts";

const zLine = z.strictObject({
  item_code: zText(64).optional(),
  item_name: zText(200),
  business_type: z.enum(BUSINESS_TYPES),
  /** The caller's own grouping of its goods: points rules may name it. */
  category: zText(64).optional(),
  quantity: z.int().min(1).max(100_000),
  amount_fen: zAmount,
});
export function toLine({ item_code, category, ...line }: z.output<typeof zLine>): PurchaseLine {
  return { ...line, item_code: item_code ?? null, category: category ?? null };
}
/** Somebody whose phone nobody has becomes a member with this purchase, if the tenant says so. */
const zRegister = z.strictObject({
  name: zText(100)
    .refine((name) => name.trim() !== "", { params: { code: "blank" } })
    .optional(),
  language: z.enum(["zh-CN", "en", "ko"]).default("zh-CN"),
  agreed: z
    .array(z.enum(TILL_PURPOSES))
    .min(1)
    .max(TILL_PURPOSES.length)
    .meta({ description: "What they said yes to: the text that is published now" }),
});

/** The member by id (inside the data scope), or by what they show or say: anybody of the group. */
const zBuyer = { member_id: wireId("member").optional(), member_code: zText(200).optional(), phone: zPhone.optional() };

type Buyer = { member_id?: string | undefined; member_code?: string | undefined; phone?: string | undefined };
const namesOneAtMost = ({ member_id, member_code, phone }: Buyer) =>
  [member_id, member_code, phone].filter((name) => name !== undefined).length <= 1;
const hasPhoneToRegister = ({ register, phone }: Buyer & { register?: unknown }) =>
  register === undefined || phone !== undefined;
const needs_phone = { path: ["register"], params: { code: "newcomer_needs_phone" } };
const one_buyer = { path: ["member_id"], params: { code: "at_most_one_of" } };

const zFields = z.strictObject({
  ...zBuyer,
  register: zRegister.optional().meta({ description: "With a phone: whoever it is becomes a member" }),
  venue_id: wireId("venue"),
  business_time: zInstant.optional(),
  /** The caller's own number: a purchase with it exists once for ever. */
  external_id: zText(100).optional(),
  /** Where it is sold, in the caller's own words: rules may name it. The channel it comes in by when left out. */
  sales_channel: zText(64).optional(),
  /** Stands in for the Idempotency-Key header where a caller cannot set one. */
  out_request_no: zText(200).optional(),
  lines: z.array(zLine).min(1).max(200),
  payments: z.array(zPayment).min(1).max(20),
});

export const zPurchaseInput = zFields.refine(namesOneAtMost, one_buyer).refine(hasPhoneToRegister, needs_phone);
export const zEvaluateInput = zFields
  .omit({ external_id: true, out_request_no: true })
  .refine(namesOneAtMost, one_buyer)
  .refine(hasPhoneToRegister, needs_phone);

export const zReason = z.object({ code: z.string(), expected: z.unknown(), actual: z.unknown(), message: z.string() });

export const zEvaluation = z.object({
  accepted: z.boolean(),
  reasons: z.array(zReason),
  total_fen: sensitive("amounts", zFen),
  business_date: zBusinessDate,
  member: z
    .object({ member_id: wireIdOut("member"), name: sensitive("name", z.string()), card_no: z.string() })
    .nullable(),
  registers: z.boolean().meta({ description: "Nobody has this phone: the purchase makes them a member" }),
  payments: z.array(zSettledPayment),
  points: z.object({
    total: zPoints,
    lines: z.array(z.object({ line_no: z.int(), points: zPoints })),
    trace: zEarningTrace.nullable(),
  }),
});

export const zCommitted = z
  .object({
    purchase_id: wireIdOut("purchase"),
    member_id: wireIdOut("member").nullable(),
    total_fen: sensitive("amounts", zFen),
    points_awarded: zPoints,
    transaction_id: wireIdOut("transaction").nullable(),
  })
  .meta({ id: "CommittedPurchase" });

const zPurchaseHead = {
  purchase_id: wireIdOut("purchase"),
  member_id: wireIdOut("member").nullable(),
  venue_id: wireIdOut("venue"),
  venue_name: z.string(),
  channel: z.enum(["till", "api", "file"]),
  sales_channel: z.string(),
  external_id: z.string().nullable(),
  business_time: zInstantOut,
  business_date: zBusinessDate,
  total_fen: sensitive("amounts", zFen),
  /** Of total_fen, what has been given back: the net amount is the difference. */
  refunded_fen: sensitive("amounts", zFen),
  points_awarded: zPoints,
  /** Of points_awarded, what refunds took back. */
  points_refunded: z.int(),
  transaction_id: wireIdOut("transaction").nullable(),
  recorded_at: zInstantOut,
};
export const zPurchaseRow = z
  .object({ ...zPurchaseHead, title: z.string(), member_name: sensitive("name", z.string().nullable()) })
  .meta({ id: "PurchaseRow" });
export const zPurchase = z
  .object({
    ...zPurchaseHead,
    payments: z.array(zSettledPayment),
    refunds: z.array(zRefund),
    lines: z.array(
      z.object({
        line_no: z.int(),
        item_code: z.string().nullable(),
        item_name: z.string(),
        business_type: z.enum(BUSINESS_TYPES),
        category: z.string().nullable(),
        quantity: zCount,
        amount_fen: sensitive("amounts", zFen),
        own_money_fen: sensitive("amounts", zFen),
        points_awarded: zPoints,
        refunded_quantity: zCount,
        refunded_fen: sensitive("amounts", zFen),
      }),
    ),
  })
  .meta({ id: "Purchase" });

export const zPurchaseFilter = {
  member_id: wireId("member").optional(),
  venue_id: wireId("venue").optional(),
};
export const zPurchaseQuery = zPage.extend(zPurchaseFilter);

export const zBulkInput = z.strictObject({
  purchases: z
    .array(
      z.strictObject({
        external_id: zText(100),
        member_id: wireId("member").optional(),
        member_external_id: zText(100).optional(),
        venue_id: wireId("venue"),
        business_time: zInstant,
        sales_channel: zText(64).optional(),
        lines: z.array(zLine).min(1).max(200),
        payments: z.array(zPayment).min(1).max(20),
      }),
    )
    .min(1)
    .max(1000),
});
export const zBulkResults = z.object({
  results: z.array(
    zBulkItem.extend({ purchase_id: wireIdOut("purchase").optional(), points_awarded: zPoints.optional() }),
  ),
});
