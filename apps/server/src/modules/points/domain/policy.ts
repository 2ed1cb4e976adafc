import type { BusinessDate } from "../../../platform/kernel/dates.ts";
import type { Group } from "../../rules/index.ts";

export interface Fraction {
  num: number;
  den: number;
}

/** What promotions that apply to the same line make together. `add` is the sum of their factors: ×2 and ×3 give ×5. */
export const STACKINGS = ["largest_only", "multiply", "add"] as const;
export type Stacking = (typeof STACKINGS)[number];
/** What awards of one stack group make together within a business day. */
export const GROUP_MODES = ["largest_only", "stack"] as const;
export type GroupMode = (typeof GROUP_MODES)[number];
export const CLAWBACKS = ["debt", "deduct_cash", "forgive"] as const;
export type Clawback = (typeof CLAWBACKS)[number];

export const WALLET_SPLITS = ["proportional", "principal_first", "bonus_first"] as const;
export type WalletSplit = (typeof WALLET_SPLITS)[number];

export type ExpiryPolicy =
  | { kind: "end_of_next_year" }
  | { kind: "rolling_months"; months: number }
  | { kind: "last_activity"; months: number }
  | { kind: "never" };

export interface ProgramSettings {
  /** Points of purchases per member and calendar month. */
  monthly_cap: number | null;
  expiry: ExpiryPolicy;
  /** Days after the business day on which points become spendable; 0 is at once. */
  pending_days: number;
  refund_grace_days: number;
  /** By payment method; what is not named counts in full. */
  payment_coefficients: Readonly<Record<string, Fraction>>;
  /** The group in which the base rate competes; null stands alone. */
  stack_group: string | null;
  stacking: Stacking;
  clawback: Clawback;
  /** Adjustments above this many points need a second person; null: none does. */
  adjustment_threshold: number | null;
  /** What a point costs, in yuan, as a decimal text. */
  unit_cost: string;
  /** Hundredths of a percent of points that are expected never to be spent. */
  breakage_bp: number;
  /** What a wallet payment takes first within a top-up. */
  wallet_split: WalletSplit;
  /** What points are worth when they pay: `points` for `fen`. Null: they cannot pay. */
  burn: { points: number; fen: number } | null;
}

export const DEFAULT_SETTINGS: ProgramSettings = {
  monthly_cap: null,
  expiry: { kind: "end_of_next_year" },
  pending_days: 0,
  refund_grace_days: 30,
  payment_coefficients: {},
  stack_group: null,
  stacking: "largest_only",
  clawback: "debt",
  adjustment_threshold: 1_000,
  unit_cost: "0.01",
  breakage_bp: 1_500,
  wallet_split: "proportional",
  burn: { points: 100, fen: 100 },
};

export interface ProgramVersion extends ProgramSettings {
  version: number;
  /** The base rate as a rule, so that an explanation can name it. */
  rule_id: string;
  rate_points: number;
  rate_fen: number;
  /** Points of purchases per member and business day. */
  daily_cap: number | null;
  time_zone: string;
  /** ISO 8601 in UTC, so that texts compare as instants. */
  effective_from: string;
}

export interface RuleLimits {
  per_line?: number | undefined;
  per_purchase?: number | undefined;
  per_day?: number | undefined;
  per_month?: number | undefined;
  times_per_day?: number | undefined;
  times_per_month?: number | undefined;
  times_per_subject?: number | undefined;
  times_ever?: number | undefined;
  /** Points the rule may give in all, to everybody. */
  budget?: number | undefined;
}

export type RuleLabel = { "zh-CN": string; en: string; ko: string };

interface RuleBase {
  trigger: "purchase" | { behaviour: string };
  conditions: Group;
  stack_group?: string | null | undefined;
  limits?: RuleLimits | undefined;
  /** Instead of the programme's. */
  pending_days?: number | undefined;
  label?: RuleLabel | undefined;
}
/** Takes the place of the base rate on the lines it applies to. */
export interface RateRule extends RuleBase {
  kind: "rate";
  rate: { points: number; per_fen: number };
}
export interface MultiplierRule extends RuleBase {
  kind: "multiplier";
  factor: Fraction;
}
/** So many points, once an event or once a unit of it; no tier or payment coefficient. */
export interface FixedRule extends RuleBase {
  kind: "fixed";
  points: number;
  per_unit?: boolean | undefined;
}
export type RuleDefinition = RateRule | MultiplierRule | FixedRule;

/** A published version of a rule, in force within [valid_from, valid_until). */
export interface PolicyRule<D extends RuleDefinition = RuleDefinition> {
  rule_id: string;
  version: number;
  name: string;
  definition: D;
  valid_from: string;
  valid_until: string | null;
}

export interface PolicySeason {
  season_id: string;
  name: string;
  /** First and last business date. */
  valid_from: BusinessDate;
  valid_until: BusinessDate;
  stacking: Stacking;
  groups: GroupMode;
}

/** Everything awards are decided by. Immutable: a change makes the next revision. */
export interface PolicyDocument {
  revision: number;
  /** Newest first. */
  programs: readonly ProgramVersion[];
  /** Older rules first: they win ties. */
  rules: readonly PolicyRule[];
  seasons: readonly PolicySeason[];
}

interface Spans {
  programs: { from_ms: number; program: ProgramVersion }[];
  rules: { from_ms: number; until_ms: number; rule: PolicyRule }[];
}
const spans = new WeakMap<PolicyDocument, Spans>();

/** When everything of a document is in force, read once: each award asks several times. */
function spansOf(document: PolicyDocument): Spans {
  let known = spans.get(document);
  if (!known) {
    known = {
      programs: document.programs.map((program) => ({ from_ms: Date.parse(program.effective_from), program })),
      rules: document.rules.map((rule) => ({
        from_ms: Date.parse(rule.valid_from),
        until_ms: rule.valid_until === null ? Infinity : Date.parse(rule.valid_until),
        rule,
      })),
    };
    spans.set(document, known);
  }
  return known;
}

/** The version in force at an instant; before the first one began, the first one. */
export function programAt(document: PolicyDocument, at: Date): ProgramVersion {
  const { programs } = spansOf(document);
  const found = programs.find(({ from_ms }) => from_ms <= at.getTime()) ?? programs.at(-1);
  if (!found) throw new Error("a policy has at least one programme version");
  return found.program;
}

export function seasonAt(document: PolicyDocument, date: BusinessDate): PolicySeason | undefined {
  return document.seasons.find((season) => season.valid_from <= date && date <= season.valid_until);
}

/** Rules in force at an instant for purchases (`null`) or for a behaviour. */
export function rulesAt(document: PolicyDocument, at: Date, behaviour: string | null): PolicyRule[] {
  const instant = at.getTime();
  return spansOf(document).rules.flatMap(({ from_ms, until_ms, rule }) => {
    const { trigger } = rule.definition;
    const is_asked = trigger === "purchase" ? behaviour === null : trigger.behaviour === behaviour;
    return is_asked && from_ms <= instant && instant < until_ms ? [rule] : [];
  });
}
