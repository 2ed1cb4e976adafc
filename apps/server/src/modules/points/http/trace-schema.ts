// Why a number of points was given, on the wire.
import { z } from "zod";
import { wireIdOut, zBusinessDate, zCount, zFen, zInstantOut, zPoints } from "../../../platform/http/schema.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { showValue } from "../../rules/index.ts";
import { GROUP_MODES, STACKINGS } from "../domain/policy.ts";
import type { EarningTrace, TraceFactor, TraceRejection } from "../domain/trace.ts";
import { sensitive } from "../../../platform/http/sensitive.ts";

const zLabels = z.object({ "zh-CN": z.string(), en: z.string(), ko: z.string() });
const named = {
  rule_id: wireIdOut("earning_rule").nullable(),
  rule_version: z.int().nullable(),
  label: z.string(),
  labels: zLabels.optional(),
};
const zFactor = z.object({
  kind: z.enum(["rate", "promotion", "tier", "payment"]),
  ...named,
  num: z.int(),
  den: z.int(),
});
const zInputs = z.object({
  venue_id: wireIdOut("venue").nullable(),
  channel: z.string().nullable(),
  business_date: zBusinessDate,
  local_time: z.string(),
  weekday: z.int(),
  holiday: z.object({ state: z.enum(["off", "makeup", "none", "unknown"]), name: z.string().nullable() }),
  tier: z.object({ code: z.string(), num: z.int(), den: z.int() }).nullable(),
  tag_ids: z.array(wireIdOut("tag")).nullable(),
  birthday: sensitive(
    "birthday",
    z.object({ today: z.boolean(), month: z.boolean(), basis: z.enum(["solar", "lunar"]) }).nullable(),
  ),
  behaviour: z.string().optional(),
  subject: z.string().nullable().optional(),
  quantity: z.int().optional(),
  streak_days: z.int().optional(),
});

export const zEarningTrace = z
  .object({
    policy_revision: z.int(),
    program_version: z.int(),
    inputs: zInputs,
    stacking: z.enum(STACKINGS),
    season_id: wireIdOut("season").nullable(),
    lines: z.array(
      z.object({
        line_no: z.int(),
        title: z.string(),
        item_code: z.string().nullable(),
        category: z.string().nullable(),
        business_type: z.string().nullable(),
        quantity: zCount,
        amount_fen: sensitive("amounts", zFen),
        own_money_fen: sensitive("amounts", zFen),
        payments: z.array(z.object({ method: z.string(), amount_fen: sensitive("amounts", zFen) })),
        factors: z.array(zFactor),
        product: z.string(),
        points: zPoints,
      }),
    ),
    fixed: z.array(z.object({ ...named, quantity: zCount, factors: z.array(zFactor), points: zPoints })),
    sum: zPoints,
    caps: z.array(
      z.object({
        kind: z.enum(["rule_line", "rule_purchase", "rule_day", "rule_month", "rule_budget", "daily", "monthly"]),
        rule_id: wireIdOut("earning_rule").nullable(),
        limit: z.int(),
        used_before: z.int(),
        removed: z.int(),
      }),
    ),
    groups: z.array(
      z.object({
        stack_group: z.string(),
        mode: z.enum(GROUP_MODES),
        best_before: z.int(),
        outcome: z.enum(["stands", "added", "replaced", "lost"]),
        replaced_transaction_ids: z.array(wireIdOut("transaction")),
        removed: z.int(),
      }),
    ),
    result: zPoints,
    rejected: z.array(
      z.object({
        ...named,
        line_no: z.int().nullable(),
        code: z.string(),
        field: z.string(),
        expected: z.unknown(),
        actual: z.unknown(),
      }),
    ),
    lot: z.object({ available_from: zInstantOut, expires_at: zInstantOut.nullable() }).nullable(),
    credits: z.array(
      z.object({
        stack_group: z.string().nullable(),
        points: zPoints,
        available_from: zInstantOut,
        expires_at: zInstantOut.nullable(),
      }),
    ),
    debt_repaid: zPoints,
  })
  .meta({ id: "EarningTrace" });

const ruleOf = <T extends { rule_id: string | null }>(one: T): T => ({
  ...one,
  rule_id: one.rule_id && toWireId("earning_rule", one.rule_id),
});
const showFactors = (factors: readonly TraceFactor[]) => factors.map(ruleOf);

/** An explanation as callers read it: uuids become ids. */
export function showEarningTrace(trace: EarningTrace): z.output<typeof zEarningTrace> {
  const { inputs } = trace;
  return {
    ...trace,
    inputs: {
      ...inputs,
      venue_id: inputs.venue_id && toWireId("venue", inputs.venue_id),
      tag_ids: inputs.tag_ids && inputs.tag_ids.map((tag_id) => toWireId("tag", tag_id)),
    },
    season_id: trace.season_id && toWireId("season", trace.season_id),
    lines: trace.lines.map((line) => ({ ...line, factors: showFactors(line.factors) })),
    fixed: trace.fixed.map((one) => ({ ...ruleOf(one), factors: showFactors(one.factors) })),
    caps: trace.caps.map(ruleOf),
    groups: trace.groups.map((group) => ({
      ...group,
      replaced_transaction_ids: group.replaced_transaction_ids.map((id) => toWireId("transaction", id)),
    })),
    rejected: trace.rejected.map(showRejection),
  };
}

function showRejection(one: TraceRejection) {
  return { ...ruleOf(one), expected: showAsked(one.field, one.expected), actual: showAsked(one.field, one.actual) };
}

/** Values of venue and tag conditions are ids. */
function showAsked(field: string, value: unknown): unknown {
  if (field !== "venue_id" && field !== "tag_id") return value;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return showValue(field, value);
  return "value" in value ? { ...value, value: showValue(field, value.value) } : value;
}
