import type { EarningLine, EarningRequest } from "../domain/earning.ts";
import type { EarningTrace } from "../domain/trace.ts";

/** An award as it stands in the book. */
export interface PostedAward {
  transaction_id: string;
  business_time: Date;
  trace: EarningTrace;
  /** What refunds have left of it, if there were any: as it was worked out again for the last of them. */
  refund: RefundTrace | null;
}

export type RefundTrace = Pick<EarningTrace, "lines" | "result"> & { points_before: number };

/** What was asked then: the trace keeps every input of the decision. */
export function requestOf({ business_time, trace }: PostedAward): EarningRequest {
  const { member_id, inputs, lines } = trace;
  return { member_id, business_time, inputs, lines: linesOf(lines) };
}

export function linesOf(lines: EarningTrace["lines"]): EarningLine[] {
  return lines.map(({ factors: _, product: __, points: ___, ...line }) => line);
}

/** What it changed in all: what it gave less what it took the place of in its stack groups. */
export function postedOf({ trace, refund }: PostedAward): number {
  const replaced = trace.groups
    .filter((group) => group.outcome === "replaced")
    .reduce((sum, group) => sum + group.best_before, 0);
  const stands = refund ? Math.min(refund.points_before, refund.result) : trace.result;
  return stands - replaced;
}
