import type { BusinessDate } from "../../../platform/kernel/dates.ts";
import type { GroupMode, RuleLabel, Stacking } from "./policy.ts";

/** What rules may ask about an event, as it was read when it was decided. Ids are uuids, as everywhere inside. */
export interface EarningInputs {
  venue_id: string | null;
  channel: string | null;
  business_date: BusinessDate;
  /** `HH:mm` at the venue. */
  local_time: string;
  /** Of the business date: 1 is Monday, 7 Sunday. */
  weekday: number;
  holiday: { state: "off" | "makeup" | "none" | "unknown"; name: string | null };
  tier: { code: string; num: number; den: number } | null;
  /** Null: not asked for, because no rule wanted to know. */
  tag_ids: readonly string[] | null;
  birthday: { today: boolean; month: boolean; basis: "solar" | "lunar" } | null;
  behaviour?: string;
  subject?: string | null;
  quantity?: number;
  streak_days?: number;
}

export interface TraceFactor {
  kind: "rate" | "promotion" | "tier" | "payment";
  rule_id: string | null;
  rule_version: number | null;
  label: string;
  labels?: RuleLabel;
  num: number;
  den: number;
}

export interface TraceLine {
  line_no: number;
  title: string;
  item_code: string | null;
  category: string | null;
  business_type: string | null;
  quantity: number;
  amount_fen: number;
  /** What the member paid with money of their own, and by which methods. */
  own_money_fen: number;
  payments: { method: string; amount_fen: number }[];
  factors: TraceFactor[];
  /** The exact product before rounding down: a decimal with two places, or `a/b` when it does not end there. */
  product: string;
  points: number;
}

export interface TraceFixed {
  rule_id: string;
  rule_version: number;
  label: string;
  labels?: RuleLabel;
  quantity: number;
  factors: TraceFactor[];
  points: number;
}

export type CapKind = "rule_line" | "rule_purchase" | "rule_day" | "rule_month" | "rule_budget" | "daily" | "monthly";

/** A limit that was looked at; `removed` is 0 when it did not bite. */
export interface TraceCap {
  kind: CapKind;
  rule_id: string | null;
  limit: number;
  used_before: number;
  removed: number;
}

export interface TraceGroup {
  stack_group: string;
  mode: GroupMode;
  /** What stood in the group that day before this award. */
  best_before: number;
  /** `stands`: counted. `added`: beside what stood. `replaced`: what stood was taken back. `lost`: it was not larger. */
  outcome: "stands" | "added" | "replaced" | "lost";
  replaced_transaction_ids: string[];
  removed: number;
}

export type RejectionCode =
  | "condition"
  | "unknown"
  | "not_largest"
  | "business_type"
  | "stack_group"
  | "per_purchase"
  | "per_day"
  | "per_month"
  | "budget"
  | "times_per_day"
  | "times_per_month"
  | "times_per_subject"
  | "times_ever";

/** A rule that was looked at and does not count, and why. `line_no` null: for all lines alike. */
export interface TraceRejection {
  rule_id: string | null;
  rule_version: number | null;
  label: string;
  labels?: RuleLabel;
  line_no: number | null;
  code: RejectionCode;
  field: string;
  expected: unknown;
  actual: unknown;
}

/** What the award credited, one lot each: awards of a stack group, and with a wait of their own, stand apart. */
export interface TraceCredit {
  stack_group: string | null;
  points: number;
  available_from: string;
  expires_at: string | null;
}

/** Why a number of points was given: inputs, factors, limits. Stored with the transaction; a refund is decided by it. */
export interface EarningTrace {
  policy_revision: number;
  program_version: number;
  member_id: string;
  inputs: EarningInputs;
  stacking: Stacking;
  season_id: string | null;
  lines: TraceLine[];
  fixed: TraceFixed[];
  /** Lines and fixed awards before caps and groups. */
  sum: number;
  caps: TraceCap[];
  groups: TraceGroup[];
  result: number;
  rejected: TraceRejection[];
  /** The first of `credits`, and null when nothing was credited. */
  lot: { available_from: string; expires_at: string | null } | null;
  credits: TraceCredit[];
  /** How much of the result went to an old debt. */
  debt_repaid: number;
}
