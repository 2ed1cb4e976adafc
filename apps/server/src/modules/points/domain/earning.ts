// What the engine takes and gives.
import type { EarningInputs, EarningTrace } from "./trace.ts";

export interface EarningLine {
  line_no: number;
  title: string;
  item_code: string | null;
  category: string | null;
  business_type: string | null;
  quantity: number;
  amount_fen: number;
  /** What the member paid with money of their own: cash, card, wallet principal. */
  own_money_fen: number;
  /** The own money by payment method. What it does not name counts in full. */
  payments: readonly { method: string; amount_fen: number }[];
}

/** A purchase's lines, or a behaviour (`inputs.behaviour`, then there are no lines). */
export interface EarningRequest {
  member_id: string;
  business_time: Date;
  inputs: EarningInputs;
  lines: readonly EarningLine[];
}

/** How much of a rule a member has had already, in the day and month of the event. */
export interface RuleUsage {
  day_points: number;
  month_points: number;
  day_times: number;
  month_times: number;
  /** For the subject of the event. */
  subject_times: number;
  ever_times: number;
  /** Given to everybody, of a rule with a budget. */
  budget_points: number;
}

/** Awards that stand in a stack group on the business day: all of one rule, the one that leads. */
export interface StandingAward {
  /** A rule id, or the base rate. */
  source: string;
  points: number;
  /** The part of them that counts against the daily and monthly caps. */
  counted: number;
  awards: readonly { transaction_id: string; line_no: number; points: number }[];
}

/** What was used before the event, read under the member's lock. */
export interface Usage {
  daily: number;
  monthly: number;
  rules: ReadonlyMap<string, RuleUsage>;
  /** By stack group. */
  standing: ReadonlyMap<string, StandingAward>;
}

/** One credit of the award: a posting and a lot of its own. */
export interface EarningPart {
  stack_group: string | null;
  source: string;
  pending_days: number;
  points: number;
  /** The part that counts against the daily and monthly caps. */
  counted: number;
  /** Awards that it takes the place of: to be reversed. */
  replaces: StandingAward["awards"];
}

export interface Earning {
  /** Points per line that were given, after caps and groups; what `fixed` rules give is beside them. */
  line_points: number[];
  points: number;
  parts: EarningPart[];
  /** What each rule gave. */
  takes: { rule_id: string; points: number; times: number }[];
  /** Change of what counts against the daily and monthly caps. */
  counted: number;
  /** A behaviour that earns nothing because a limit is reached. */
  refusal: { rule_id: string; kind: string; limit: number; used: number } | null;
  trace: EarningTrace;
}

/** The base rate as a member of a stack group. */
export const BASE = "base";
