import type { Transaction } from "@huiyou/api-client";

export interface Factor {
  kind: string;
  rule_id: string;
  rule_version: number;
  num: number;
  den: number;
  /** Which rule it was, once there is more than the base rate. */
  label?: string;
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

/** What the points engine stores with a transaction; and the try-out answers with. */
export interface Trace {
  program_version: number;
  lines: TraceLine[];
  sum: number;
  cap: { kind: string; limit: number; used_before: number; removed: number };
  result: number;
  rejected?: { rule: string; expected: unknown; actual: unknown }[];
  lot?: { available_from: string; expires_at: string | null };
}

/** The arithmetic of an earning, or undefined: what has no purchase lines was not earned by a rule. */
export function readTrace(trace: Transaction["trace"]): Trace | undefined {
  return trace && Array.isArray(trace["lines"]) && typeof trace["result"] === "number"
    ? (trace as unknown as Trace)
    : undefined;
}
