import type { Trace } from "./contract.ts";

/** The arithmetic of an earning, or undefined: what has no purchase lines was not earned by a rule. */
export function readTrace(trace: Record<string, unknown> | null): Trace | undefined {
  return trace && Array.isArray(trace["lines"]) && typeof trace["result"] === "number"
    ? (trace as unknown as Trace)
    : undefined;
}
