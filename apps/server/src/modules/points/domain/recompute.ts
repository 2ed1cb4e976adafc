import { earn } from "./earn.ts";
import { LIMIT_CODES } from "./deciding.ts";
import type { Earning, EarningLine, RuleUsage, StandingAward, Usage } from "./earning.ts";
import type { PolicyDocument } from "./policy.ts";
import type { EarningTrace, TraceCap } from "./trace.ts";

/**
 * What an award would have been with only `lines` left, under the policy, inputs and counters of its own moment: every
 * cap leaves what it left then. In `lost` groups it did not stand, or something larger stands there since.
 */
export function recompute(
  document: PolicyDocument,
  award: { trace: EarningTrace; business_time: Date; lost: ReadonlySet<string> },
  lines: readonly EarningLine[],
): Earning {
  const { trace, business_time } = award;
  const limits: readonly string[] = LIMIT_CODES;
  const excluded = new Set(
    trace.rejected.flatMap(({ rule_id, code }) => (rule_id !== null && limits.includes(code) ? [rule_id] : [])),
  );
  const lost = [...award.lost, ...trace.groups.filter((g) => g.outcome === "lost").map((g) => g.stack_group)];
  const request = { member_id: trace.member_id, business_time, inputs: trace.inputs, lines };
  return earn(document, request, usageOf(trace.caps, lost), excluded);
}

const NOT_TO_BEAT: StandingAward = { source: "", points: Number.MAX_SAFE_INTEGER, counted: 0, awards: [] };

function usageOf(caps: readonly TraceCap[], lost: readonly string[]): Usage {
  const used = (kind: TraceCap["kind"], rule_id: string | null) =>
    caps.find((cap) => cap.kind === kind && cap.rule_id === rule_id)?.used_before ?? 0;
  const rule_ids = [...new Set(caps.flatMap((cap) => cap.rule_id ?? []))];
  const ruleUsage = (rule_id: string): RuleUsage => ({
    day_points: used("rule_day", rule_id),
    month_points: used("rule_month", rule_id),
    budget_points: used("rule_budget", rule_id),
    day_times: 0,
    month_times: 0,
    subject_times: 0,
    ever_times: 0,
  });
  return {
    daily: used("daily", null),
    monthly: used("monthly", null),
    rules: new Map(rule_ids.map((rule_id) => [rule_id, ruleUsage(rule_id)])),
    standing: new Map(lost.map((stack_group) => [stack_group, NOT_TO_BEAT])),
  };
}
