// What one award is decided by, and the small words the steps of the engine share.
import { evaluate, type Facts } from "../../rules/index.ts";
import type { EarningRequest, RuleUsage, Usage } from "./earning.ts";
import {
  type FixedRule,
  type GroupMode,
  type MultiplierRule,
  type PolicyDocument,
  type PolicyRule,
  type PolicySeason,
  type ProgramVersion,
  programAt,
  type RateRule,
  type RuleDefinition,
  rulesAt,
  seasonAt,
  type Stacking,
} from "./policy.ts";
import type { RejectionCode, TraceRejection } from "./trace.ts";

export interface Deciding {
  request: EarningRequest;
  usage: Usage;
  program: ProgramVersion;
  season: PolicySeason | undefined;
  stacking: Stacking;
  group_mode: GroupMode;
  rates: PolicyRule<RateRule>[];
  multipliers: PolicyRule<MultiplierRule>[];
  fixed: PolicyRule<FixedRule>[];
  /** Runs along. */
  rejected: TraceRejection[];
}

export function beginDeciding(
  document: PolicyDocument,
  request: EarningRequest,
  usage: Usage,
  excluded: ReadonlySet<string>,
): Deciding {
  const program = programAt(document, request.business_time);
  const season = seasonAt(document, request.inputs.business_date);
  const rules = rulesAt(document, request.business_time, request.inputs.behaviour ?? null).filter(
    (rule) => !excluded.has(rule.rule_id),
  );
  const ofKind = <D extends RuleDefinition>(kind: D["kind"]) =>
    rules.filter((rule): rule is PolicyRule<D> => rule.definition.kind === kind);
  return {
    request,
    usage,
    program,
    season,
    stacking: season?.stacking ?? program.stacking,
    group_mode: season?.groups ?? "largest_only",
    rates: ofKind<RateRule>("rate"),
    multipliers: ofKind<MultiplierRule>("multiplier"),
    fixed: ofKind<FixedRule>("fixed"),
    rejected: [],
  };
}

export function nameOf(rule: PolicyRule) {
  const { label } = rule.definition;
  return {
    rule_id: rule.rule_id,
    rule_version: rule.version,
    label: label?.["zh-CN"] ?? rule.name,
    ...(label ? { labels: label } : {}),
  };
}

export function reject(
  deciding: Deciding,
  rule: PolicyRule,
  line_no: number | null,
  why: { code: RejectionCode; field: string; expected: unknown; actual: unknown },
): void {
  deciding.rejected.push({ ...nameOf(rule), line_no, ...why });
}

/** Whether a rule applies to an event or line; what speaks against it is noted. */
export function applies(deciding: Deciding, rule: PolicyRule, facts: Facts, line_no: number | null): boolean {
  const { result, failed } = evaluate(rule.definition.conditions, facts);
  if (result !== true) {
    const [first] = failed;
    reject(deciding, rule, line_no, {
      code: result === "unknown" ? "unknown" : "condition",
      field: first?.field ?? "",
      expected: first ? { operator: first.operator, value: first.expected } : null,
      actual: first?.actual ?? null,
    });
    return false;
  }
  const reached = limitReached(rule, usageOf(deciding.usage, rule.rule_id));
  if (reached) {
    const { kind, limit, used } = reached;
    reject(deciding, rule, line_no, { code: kind, field: kind, expected: limit, actual: used });
  }
  return !reached;
}

const NOTHING_USED: RuleUsage = {
  day_points: 0,
  month_points: 0,
  day_times: 0,
  month_times: 0,
  subject_times: 0,
  ever_times: 0,
  budget_points: 0,
};
export const usageOf = (usage: Usage, rule_id: string): RuleUsage => usage.rules.get(rule_id) ?? NOTHING_USED;

export const LIMIT_CODES = [
  "times_per_day",
  "times_per_month",
  "times_per_subject",
  "times_ever",
  "per_day",
  "per_month",
  "budget",
] as const satisfies RejectionCode[];

/** The first limit of a rule that leaves nothing more to give. */
export function limitReached(rule: PolicyRule, usage: RuleUsage) {
  const { limits = {} } = rule.definition;
  const used: Record<(typeof LIMIT_CODES)[number], number> = {
    times_per_day: usage.day_times,
    times_per_month: usage.month_times,
    times_per_subject: usage.subject_times,
    times_ever: usage.ever_times,
    per_day: usage.day_points,
    per_month: usage.month_points,
    budget: usage.budget_points,
  };
  for (const kind of LIMIT_CODES) {
    const limit = limits[kind];
    if (limit !== undefined && used[kind] >= limit) return { kind, limit, used: used[kind] };
  }
  return undefined;
}
