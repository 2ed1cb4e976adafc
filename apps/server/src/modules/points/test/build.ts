// Policies and events for the engine's tests: a test shows only what matters to it.
import type { Group, Leaf } from "../../rules/index.ts";
import type { EarningLine, EarningRequest, Usage } from "../domain/earning.ts";
import {
  DEFAULT_SETTINGS,
  type PolicyDocument,
  type PolicyRule,
  type PolicySeason,
  type ProgramVersion,
  type RuleDefinition,
} from "../domain/policy.ts";
import type { EarningInputs } from "../domain/trace.ts";

export const NOTHING_USED: Usage = { daily: 0, monthly: 0, rules: new Map(), standing: new Map() };

export function programOf(over: Partial<ProgramVersion> = {}): ProgramVersion {
  return {
    ...DEFAULT_SETTINGS,
    version: 1,
    rule_id: "base-rule",
    rate_points: 1,
    rate_fen: 100,
    daily_cap: 1_500,
    time_zone: "Asia/Shanghai",
    effective_from: "2026-01-01T00:00:00.000Z",
    ...over,
  };
}

export const all = (...rules: Leaf[]): Group => ({ combinator: "and", rules });

type Draft = RuleDefinition extends infer D
  ? D extends RuleDefinition
    ? Omit<D, "trigger" | "conditions">
    : never
  : never;

export function ruleOf(
  rule_id: string,
  definition: Draft & Partial<Pick<RuleDefinition, "trigger" | "conditions">>,
  over: Partial<PolicyRule> = {},
): PolicyRule {
  return {
    rule_id,
    version: 1,
    name: rule_id,
    definition: { trigger: "purchase", conditions: all(), ...definition },
    valid_from: "2026-01-01T00:00:00.000Z",
    valid_until: null,
    ...over,
  };
}

export const times = (rule_id: string, num: number, conditions: Group = all(), den = 1): PolicyRule =>
  ruleOf(rule_id, { kind: "multiplier", factor: { num, den }, conditions });

export function policyOf(
  rules: PolicyRule[],
  over: { program?: Partial<ProgramVersion>; programs?: ProgramVersion[]; seasons?: PolicySeason[] } = {},
): PolicyDocument {
  return {
    revision: 1,
    programs: over.programs ?? [programOf(over.program)],
    rules,
    seasons: over.seasons ?? [],
  };
}

export const lineOf = (own_money_fen: number, over: Partial<EarningLine> = {}): EarningLine => ({
  line_no: 1,
  title: "项目",
  item_code: null,
  category: null,
  business_type: "retail",
  quantity: 1,
  amount_fen: own_money_fen,
  own_money_fen,
  payments: [{ method: "cash", amount_fen: own_money_fen }],
  ...over,
});

export function requestOf(
  lines: EarningLine[],
  inputs: Partial<EarningInputs> = {},
  business_time = new Date("2026-10-02T04:00:00Z"),
): EarningRequest {
  return {
    member_id: "member",
    business_time,
    lines: lines.map((line, index) => ({ ...line, line_no: index + 1 })),
    inputs: {
      venue_id: null,
      channel: "till",
      business_date: "2026-10-02",
      local_time: "12:00",
      weekday: 5,
      holiday: { state: "off", name: "国庆节" },
      tier: null,
      tag_ids: null,
      birthday: null,
      ...inputs,
    },
  };
}
