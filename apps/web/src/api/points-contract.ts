// Routes of the points section that the generated client does not have yet, as the server is going to answer them.
import type { Labels, Trace } from "./trace.ts";

export interface Fraction {
  num: number;
  den: number;
}
export type ConditionValue = string | number | boolean | (string | number | boolean)[];
export interface Condition {
  field: string;
  operator: string;
  value: ConditionValue;
}
export interface ConditionGroup {
  combinator: "and" | "or";
  not?: boolean;
  rules: (ConditionGroup | Condition)[];
}

export interface RuleLimits {
  per_line?: number;
  per_purchase?: number;
  per_day?: number;
  per_month?: number;
  times_per_day?: number;
  times_per_month?: number;
  times_per_subject?: number;
  times_ever?: number;
  budget?: number;
}

export interface RuleDefinition {
  kind: "rate" | "multiplier" | "fixed";
  trigger: "purchase" | { behaviour: string };
  rate?: { points: number; per_fen: number };
  factor?: Fraction;
  points?: number;
  per_unit?: boolean;
  conditions: ConditionGroup;
  stack_group?: string | null;
  limits?: RuleLimits;
  pending_days?: number;
  label?: Labels;
}

export type RuleStatus = "draft" | "scheduled" | "live" | "retired";

export interface RuleVersion {
  version: number;
  status: RuleStatus;
  /** Counts the changes of a draft: the next one names it. */
  edit_no: number;
  definition: RuleDefinition;
  valid_from: string | null;
  /** Exclusive. */
  valid_until: string | null;
  published_at: string | null;
}

export interface EarningRule {
  rule_id: string;
  name: string;
  status: RuleStatus;
  created_at: string;
  current: RuleVersion;
  next: RuleVersion | null;
  versions: RuleVersion[];
}

export interface ConflictPair {
  a: string;
  b: string;
  relation: "never" | "larger" | "tie" | "independent";
  winner: string | null;
}

export interface Conflicts {
  rules: { rule_id: string; name: string; label?: Labels; factor: Fraction | null }[];
  pairs: ConflictPair[];
  counts: Record<ConflictPair["relation"], number>;
}

export interface EvaluateIn {
  member_id?: string;
  tier_code?: string;
  tag_ids?: string[];
  venue_id: string;
  business_time: string;
  channel?: string;
  lines: {
    item_name: string;
    business_type: string;
    item_code?: string;
    category?: string;
    quantity: number;
    amount_fen: number;
  }[];
  payments: { method: string; amount_fen: number }[];
  with_draft?: string;
  season?: { stacking: Trace["stacking"]; groups: "largest_only" | "stack" };
}
export interface Evaluated {
  points: number;
  trace: object;
  today: { points: number; trace: object } | null;
}

export interface Tier {
  tier_id: string;
  code: string;
  name: string;
  rank: number;
  coefficient: Fraction;
}

export type Stacking = Trace["stacking"];
export type ExpiryPolicy =
  | { kind: "end_of_next_year" }
  | { kind: "rolling_months"; months: number }
  | { kind: "last_activity"; months: number }
  | { kind: "never" };

export interface ProgramSettings {
  rate: { points: number; per_fen: number };
  daily_cap: number | null;
  monthly_cap: number | null;
  expiry: ExpiryPolicy;
  pending_days: number;
  refund_grace_days: number;
  payment_coefficients: Record<string, Fraction>;
  stack_group: string | null;
  stacking: Stacking;
  clawback: "debt" | "deduct_cash" | "forgive";
  adjustment_threshold: number | null;
  unit_cost: string;
  breakage_bp: number;
  burn: { points: number; fen: number } | null;
}
export interface Program extends ProgramSettings {
  version: number;
  rule_id: string;
  time_zone: string;
  effective_from: string;
}

export interface ReplayHint {
  code: "one_member" | "capped_repeats" | "split_purchases";
  members: number;
  points: number;
  share_bp: number;
  member_ids: string[];
}
export interface ReplayResult {
  events: number;
  skipped: number;
  members: number;
  members_affected: number;
  points_posted: number;
  points_today: number;
  points_with_rule: number;
  points_added: number;
  points_removed: number;
  cost_fen: number;
  by_tier: { tier_code: string | null; members: number; points_added: number; points_removed: number }[];
  top_members: { member_id: string; points: number; events: number; tier_code: string | null }[];
  hints: ReplayHint[];
  assumed: { tags: number; birthdays: number };
}
export interface Replay {
  replay_id: string;
  rule_id: string;
  version: number;
  from: string;
  to: string;
  state: "queued" | "running" | "done" | "failed" | "canceled";
  done: number;
  total: number | null;
  result: ReplayResult | null;
  requested_at: string;
  started_at: string | null;
  ended_at: string | null;
}

export interface ExpiryCalendar {
  from: string;
  to: string;
  days: { date: string; points: number; members: number }[];
}
export interface Liability {
  from: string;
  to: string;
  opening: number;
  earned: number;
  spent: number;
  expired: number;
  reversed: number;
  adjusted: number;
  closing: number;
  debt: number;
  unit_cost: string;
  breakage_bp: number;
  liability_fen: number;
}

type ReplayPath = { path: { replay_id: string } };
type Rule = { path: { rule_id: string } };
export interface PointsRoutes {
  "GET /v1/tiers": { response: { data: Tier[] } };
  "GET /v1/points/rules": { query?: { status?: RuleStatus }; response: { data: EarningRule[] } };
  "POST /v1/points/rules": { body: RuleIn; response: EarningRule };
  "GET /v1/points/rules/{rule_id}": Rule & { response: EarningRule };
  "PUT /v1/points/rules/{rule_id}/draft": Rule & { body: DraftIn; response: EarningRule };
  "DELETE /v1/points/rules/{rule_id}/draft": Rule & { response: undefined };
  "POST /v1/points/rules/{rule_id}/publish": Rule & {
    body: { version: number; valid_from?: string };
    response: EarningRule;
  };
  "POST /v1/points/rules/{rule_id}/retire": Rule & { body: Record<never, never>; response: EarningRule };
  "GET /v1/points/rules/conflicts": { query?: { with_draft?: string }; response: Conflicts };
  "GET /v1/points/seasons": { response: { data: Season[] } };
  "POST /v1/points/seasons": { body: SeasonIn; response: Season };
  "PUT /v1/points/seasons/{season_id}": { path: { season_id: string }; body: SeasonIn; response: Season };
  "DELETE /v1/points/seasons/{season_id}": { path: { season_id: string }; response: undefined };
  "GET /v1/points/program/versions": { response: { data: Program[] } };
  "GET /v1/points/replays": { query?: { rule_id?: string; limit?: number }; response: { data: Replay[] } };
  "POST /v1/points/replays": {
    body: { rule_id: string; version?: number; from: string; to: string };
    response: Replay;
  };
  "GET /v1/points/replays/{replay_id}": ReplayPath & { response: Replay };
  "POST /v1/points/replays/{replay_id}/cancel": ReplayPath & { response: Replay };
  "GET /v1/points/expiry_calendar": { query?: { from?: string; to?: string }; response: ExpiryCalendar };
  "GET /v1/points/liability": { query: { from: string; to: string }; response: Liability };
  "POST /v1/points/evaluate": { body: EvaluateIn; response: Evaluated };
}

export interface RuleIn {
  name: string;
  definition: RuleDefinition;
  valid_from?: string | null;
  valid_until?: string | null;
}
export interface DraftIn extends RuleIn {
  edit_no: number;
}

export interface SeasonIn {
  name: string;
  /** First and last business date. */
  valid_from: string;
  valid_until: string;
  stacking: Trace["stacking"];
  groups: "largest_only" | "stack";
}
export interface Season extends SeasonIn {
  season_id: string;
}
