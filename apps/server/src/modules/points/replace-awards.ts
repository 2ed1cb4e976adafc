import type { Tx } from "../../platform/db/pool.ts";
import { assert } from "../../platform/kernel/assert.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { reverse } from "../ledger/index.ts";
import type { DecidedAward } from "./award.ts";
import { type PolicyDocument, programAt } from "./domain/policy.ts";

/**
 * Takes back the awards that a larger one of their stack group has taken the place of, after that one is in the book:
 * what had been spent of them is then drawn from it, and nobody comes to owe for having earned more.
 */
export async function reverseReplaced(
  tx: Tx,
  runtime: Runtime,
  policy: PolicyDocument,
  award: DecidedAward,
): Promise<void> {
  const replaced = Map.groupBy(
    award.earning.parts.flatMap((part) => part.replaces),
    (one) => one.transaction_id,
  );
  const program = programAt(policy, award.business_time);
  const { now, recorded_at, accounting_date } = award.times;
  for (const [original_transaction_id, lines] of replaced) {
    const result = await reverse(tx, runtime, {
      head: {
        transaction_id: runtime.ids.next(),
        kind: "replaced",
        source_type: award.source_type,
        source_id: award.source_id,
        effect: `replace ${original_transaction_id}`,
        business_time: award.business_time,
        business_date: award.occasion.business_date,
        accounting_date,
        recorded_at,
        venue_id: award.occasion.venue_id,
        title: award.title,
        trace: { replaced_transaction_id: original_transaction_id, replaced_by_transaction_id: award.transaction_id },
      },
      original_transaction_id,
      lines: lines.map(({ line_no, points }) => ({ line_no, amount: points })),
      clawback: program.clawback,
      grace: { days: program.refund_grace_days, zone: program.time_zone, now },
    });
    assert(result.outcome === "posted", `a replaced award is taken back: ${JSON.stringify(result)}`);
  }
}
