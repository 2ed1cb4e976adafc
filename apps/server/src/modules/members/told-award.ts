import { z } from "zod";

// What a transaction's stored reasons say to the member they are about. They are data of the rules at that time, so they are
// read with care: only what is named here is taken, and what is no award is undefined. Conditions that failed, ids and the
// house's own reasons stay inside.

const zLabels = z.object({ "zh-CN": z.string(), en: z.string(), ko: z.string() }).optional().catch(undefined);
const zNamed = z.object({ rule_id: z.string().nullable().catch(null), label: z.string().catch(""), labels: zLabels });
const zFactor = zNamed.extend({
  kind: z.enum(["rate", "promotion", "tier", "payment"]),
  num: z.number(),
  den: z.number(),
});
const zFactors = z.array(zFactor).catch([]);

const zLine = z.object({
  line_no: z.int().catch(1),
  title: z.string().catch(""),
  quantity: z.int().catch(1),
  amount_fen: z.int().catch(0),
  own_money_fen: z.int().catch(0),
  payments: z.array(z.object({ method: z.string() })).catch([]),
  factors: zFactors,
  product: z.string().catch(""),
  points: z.int().catch(0),
});
const zFixed = zNamed.extend({ quantity: z.int().catch(1), factors: zFactors, points: z.int().catch(0) });

export const CAP_KINDS = [
  "rule_line",
  "rule_purchase",
  "rule_day",
  "rule_month",
  "rule_budget",
  "daily",
  "monthly",
] as const;
const zCap = z.object({
  kind: z.enum(CAP_KINDS),
  rule_id: z.string().nullable().catch(null),
  limit: z.int(),
  used_before: z.int().catch(0),
  removed: z.int().catch(0),
});
const zOnlyCap = z.object({ limit: z.int(), used_before: z.int().catch(0), removed: z.int().catch(0) });

export const GROUP_OUTCOMES = ["stands", "added", "replaced", "lost"] as const;
const zGroup = z.object({
  outcome: z.enum(GROUP_OUTCOMES),
  best_before: z.int().catch(0),
  removed: z.int().catch(0),
});

/** Why a rule does not count, as far as it is the member's business: a limit, or something larger. */
export const TOLD_REJECTIONS = [
  "not_largest",
  "business_type",
  "stack_group",
  "per_purchase",
  "per_day",
  "per_month",
  "budget",
  "times_per_day",
  "times_per_month",
  "times_per_subject",
  "times_ever",
] as const;
const zRejection = zNamed.extend({
  line_no: z.int().nullable().catch(null),
  code: z.enum(TOLD_REJECTIONS),
  /** Of one that was not the largest, its factor: `2` or `6/5`. */
  field: z.string().catch(""),
  actual: z.unknown(),
});

const zCredit = z.object({
  points: z.int(),
  available_from: z.iso.datetime(),
  expires_at: z.iso.datetime().nullable(),
});

/** Of a list, those that are what they should be. */
const listOf = <T extends z.ZodType>(item: T) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((all) =>
      all.flatMap((one) => {
        const read = item.safeParse(one);
        return read.success ? [read.data] : [];
      }),
    );

const zAward = z.object({
  program_version: z.int(),
  result: z.int(),
  inputs: z.object({ behaviour: z.string().optional() }).catch({}),
  lines: listOf(zLine),
  fixed: listOf(zFixed),
  sum: z.int().catch(0),
  /** Before there were rules, the day's limit was the only one and stood alone. */
  cap: zOnlyCap.optional().catch(undefined),
  caps: listOf(zCap),
  groups: listOf(zGroup),
  rejected: listOf(zRejection),
  credits: listOf(zCredit),
  debt_repaid: z.int().catch(0),
});

export type ToldAward = z.output<typeof zAward>;
export type ToldFactor = z.output<typeof zFactor>;
export type ToldRejection = z.output<typeof zRejection>;

/** The award a trace tells of: also that of a refund, worked out again for what is left. */
export function readAward(trace: unknown): ToldAward | undefined {
  const read = zAward.safeParse(trace);
  if (!read.success) return undefined;
  const { cap, caps, ...award } = read.data;
  const alone = cap && caps.length === 0 ? [{ kind: "daily" as const, rule_id: null, ...cap }] : caps;
  return { ...award, caps: alone };
}

const zRefund = z.object({
  refund: z
    .object({ amount_fen: z.int().nullable().catch(null) })
    .optional()
    .catch(undefined),
  amount_fen: z.int().nullable().catch(null),
  points_before: z.int().nullable().catch(null),
});

export interface ToldRefund {
  amount_fen: number | null;
  points_before: number | null;
  points_after: number | null;
}

/** What a refund gave back, and the points before and after it. Its reason is the house's own. */
export function readRefund(trace: unknown, award: ToldAward | undefined): ToldRefund {
  const read = zRefund.safeParse(trace);
  if (!read.success) return { amount_fen: null, points_before: null, points_after: null };
  const { refund, amount_fen, points_before } = read.data;
  const points_after = points_before === null || !award ? null : Math.min(points_before, award.result);
  return { amount_fen: refund?.amount_fen ?? amount_fen, points_before, points_after };
}

/** Points of a correction by hand, as it was asked for. */
export function readAdjusted(trace: unknown): number | undefined {
  const read = z.object({ points: z.int() }).safeParse(trace);
  return read.success ? read.data.points : undefined;
}
