import type { EarningRequest } from "../domain/earning.ts";
import type { EarningTrace } from "../domain/trace.ts";

/** An award as it stands in the book. */
export interface PostedAward {
  transaction_id: string;
  business_time: Date;
  trace: EarningTrace;
}

/** What was asked then: the trace keeps every input of the decision. */
export function requestOf({ business_time, trace }: PostedAward): EarningRequest {
  const { member_id, inputs, lines } = trace;
  return {
    member_id,
    business_time,
    inputs,
    lines: lines.map(({ factors: _, product: __, points: ___, ...line }) => line),
  };
}

/** What it changed in all: what it gave less what it took the place of in its stack groups. */
export function postedOf({ trace }: PostedAward): number {
  const replaced = trace.groups
    .filter((group) => group.outcome === "replaced")
    .reduce((sum, group) => sum + group.best_before, 0);
  return trace.result - replaced;
}
