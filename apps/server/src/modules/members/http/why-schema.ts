// Why points moved, as the member is told it.
import { z } from "zod";
import { zCount, zFen, zInstantOut, zPoints } from "../../../platform/http/schema.ts";
import { WHATS } from "../entry-what.ts";
import { CAP_KINDS, GROUP_OUTCOMES, TOLD_REJECTIONS } from "../told-award.ts";
import { sensitive } from "../../../platform/http/sensitive.ts";

const zTimes = { num: z.number(), den: z.number() };
const zNamedTimes = z.object({ label: z.string(), ...zTimes });
const zRefundTold = z.object({
  amount_fen: sensitive("amounts", zFen.nullable()),
  points_before: zPoints.nullable(),
  points_after: zPoints.nullable(),
});

/** Labels are in the caller's language. */
export const zEntryWhy = z
  .object({
    what: z.enum(WHATS),
    behaviour: z.string().nullable(),
    own_money_fen: sensitive(
      "amounts",
      zFen.nullable().meta({ description: "Paid with the member's own money, bonus not counted" }),
    ),
    from_wallet: z.boolean(),
    promotions: z.array(zNamedTimes),
    tier: zNamedTimes.nullable(),
    fixed: z.array(z.object({ label: z.string(), quantity: zCount, points: zPoints })),
    cap_removed: zPoints.meta({ description: "Taken away by limits" }),
    group: z.enum(GROUP_OUTCOMES).nullable().meta({ description: "Of awards of which only some count in a day" }),
    debt_repaid: zPoints,
    refund: zRefundTold.nullable(),
  })
  .meta({ id: "EntryWhy" });

const zFactorTold = z.object({
  kind: z.enum(["rate", "promotion", "tier", "payment"]),
  label: z.string().nullable().meta({ description: "Null: the base rate, a method of payment" }),
  ...zTimes,
});

export const zAwardTold = z
  .object({
    program_version: z.int(),
    lines: z.array(
      z.object({
        line_no: z.int(),
        title: z.string(),
        quantity: zCount,
        amount_fen: sensitive("amounts", z.int()),
        own_money_fen: sensitive("amounts", z.int()),
        factors: z.array(zFactorTold),
        product: z.string().meta({ description: "Exact: a decimal, or `a/b` where it does not end" }),
        points: zPoints,
      }),
    ),
    fixed: z.array(z.object({ label: z.string(), quantity: zCount, factors: z.array(zFactorTold), points: zPoints })),
    sum: zPoints,
    caps: z.array(
      z.object({
        kind: z.enum(CAP_KINDS),
        label: z.string().nullable(),
        limit: z.int().nullable().meta({ description: "Null: of a budget that all members share" }),
        used_before: z.int(),
        removed: z.int(),
      }),
    ),
    groups: z.array(z.object({ outcome: z.enum(GROUP_OUTCOMES), best_before: zPoints, removed: zPoints })),
    rejected: z.array(
      z.object({
        label: z.string().nullable(),
        line_no: z.int().nullable(),
        code: z.enum(TOLD_REJECTIONS),
        factor: z.object(zTimes).nullable(),
      }),
    ),
    result: zPoints,
    debt_repaid: zPoints,
    credits: z.array(z.object({ points: zPoints, available_from: zInstantOut, expires_at: zInstantOut.nullable() })),
    refund: zRefundTold.nullable(),
  })
  .meta({ id: "AwardTold" });
