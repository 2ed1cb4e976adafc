import type { Language } from "../i18n/text.ts";

export type FactorKind = "rate" | "promotion" | "tier" | "payment";
export type Labels = Record<Language, string>;

/** What the points engine names: by the rule's own name, and in the three languages where it has them. */
interface Named {
  label: string;
  labels?: Labels;
}

export interface Factor extends Named {
  kind: FactorKind;
  rule_id: string | null;
  rule_version: number | null;
  num: number;
  den: number;
}

export interface TraceLine {
  line_no: number;
  title: string;
  amount_fen: number;
  own_money_fen: number;
  factors: Factor[];
  product: string;
  points: number;
}

export interface TraceFixed extends Named {
  rule_id: string;
  rule_version: number;
  quantity: number;
  points: number;
}

export interface TraceCap {
  kind: "rule_line" | "rule_purchase" | "rule_day" | "rule_month" | "rule_budget" | "daily" | "monthly";
  rule_id: string | null;
  limit: number;
  used_before: number;
  removed: number;
}

export interface TraceGroup {
  stack_group: string;
  mode: "largest_only" | "stack";
  best_before: number;
  outcome: "stands" | "added" | "replaced" | "lost";
  removed: number;
}

export interface Rejection extends Named {
  rule_id: string | null;
  rule_version: number | null;
  line_no: number | null;
  code: string;
  field: string;
  expected: unknown;
  actual: unknown;
}

/** What the points engine stores with a transaction; and the try-out answers with. */
export interface Trace {
  program_version: number;
  stacking: "largest_only" | "multiply" | "add";
  lines: TraceLine[];
  fixed: TraceFixed[];
  sum: number;
  caps: TraceCap[];
  groups: TraceGroup[];
  result: number;
  rejected: Rejection[];
  lot: { available_from: string; expires_at: string | null } | null;
  debt_repaid: number;
}

/** As written before there were promotions: one cap, and refusals by name. */
interface EarlyTrace {
  cap?: { kind: string; limit: number; used_before: number; removed: number };
  rejected?: ({ rule: string; expected: unknown; actual: unknown } | Rejection)[];
}

const rejection = (r: NonNullable<EarlyTrace["rejected"]>[number]): Rejection =>
  "rule" in r
    ? { ...r, rule_id: null, rule_version: null, label: r.rule, line_no: null, code: "condition", field: "" }
    : r;

/** The arithmetic of an earning, or undefined: what has no lines was not earned by a rule. */
export function readTrace(stored: object | null | undefined): Trace | undefined {
  const trace: (Partial<Trace> & EarlyTrace) | null | undefined = stored;
  if (!trace || typeof trace.result !== "number" || !Array.isArray(trace.lines)) return undefined;
  return {
    program_version: trace.program_version ?? 0,
    stacking: trace.stacking ?? "largest_only",
    lines: trace.lines.map((line) => ({
      ...line,
      factors: line.factors.map((f) => ({ ...f, label: f.label ?? "" })),
    })),
    fixed: trace.fixed ?? [],
    sum: trace.sum ?? trace.result,
    caps: trace.caps ?? (trace.cap ? [{ ...trace.cap, kind: "daily", rule_id: null }] : []),
    groups: trace.groups ?? [],
    result: trace.result,
    rejected: (trace.rejected ?? []).map(rejection),
    lot: trace.lot ?? null,
    debt_repaid: trace.debt_repaid ?? 0,
  };
}
