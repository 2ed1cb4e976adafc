import type { Tx } from "../../platform/db/pool.ts";
import { assert } from "../../platform/kernel/assert.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { reverse, type TransactionHead } from "../ledger/index.ts";
import type { DecidedAward } from "./award.ts";
import type { StandingAward } from "./domain/earning.ts";
import { type PolicyDocument, type ProgramVersion, programAt } from "./domain/policy.ts";

type Replaced = StandingAward["awards"][number];

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
  const program = programAt(policy, award.business_time);
  for (const replaced of award.earning.parts.flatMap((part) => part.replaces)) {
    const left = await takeBack(tx, runtime, program, award, replaced);
    // Part of it has been undone by hand meanwhile: the rest goes.
    if (left > 0) await takeBack(tx, runtime, program, award, { ...replaced, points: left });
  }
}

/** Answers what is left when that is less than was asked for; 0 when it is done, or nothing was left. */
async function takeBack(
  tx: Tx,
  runtime: Runtime,
  program: ProgramVersion,
  award: DecidedAward,
  { transaction_id: original_transaction_id, line_no, points }: Replaced,
): Promise<number> {
  const result = await reverse(tx, runtime, {
    head: headOf(runtime, award, original_transaction_id, line_no),
    original_transaction_id,
    lines: [{ line_no, amount: points }],
    clawback: program.clawback,
    grace: { days: program.refund_grace_days, zone: program.time_zone, now: award.times.now },
  });
  if (result.outcome === "nothing_left") return Math.min(result.left, points - 1);
  assert(result.outcome === "posted", `a replaced award is taken back: ${JSON.stringify(result)}`);
  return 0;
}

function headOf(
  runtime: Runtime,
  award: DecidedAward,
  replaced_transaction_id: string,
  line_no: number,
): TransactionHead {
  const { transaction_id: replaced_by_transaction_id, source_type, source_id, business_time, title } = award;
  const { business_date, venue_id } = award.occasion;
  const { recorded_at, accounting_date } = award.times;
  return {
    transaction_id: runtime.ids.next(),
    kind: "replaced",
    source_type,
    source_id,
    effect: `replace ${replaced_transaction_id} ${line_no}`,
    business_time,
    business_date,
    accounting_date,
    recorded_at,
    venue_id,
    title,
    trace: { replaced_transaction_id, replaced_by_transaction_id },
  };
}
