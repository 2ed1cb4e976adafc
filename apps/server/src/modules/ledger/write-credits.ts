import { bigintArray, instantArray, intArray, uuidArray } from "../../platform/db/binary-arrays.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { assert } from "../../platform/kernel/assert.ts";
import { failpoint } from "../../platform/kernel/failpoint.ts";
import { planCredits } from "./domain/credits.ts";
import type { NewTransaction } from "./domain/posting.ts";

/**
 * Writes transactions of which every posting is a credit (isCredit), to accounts that are locked. An effect that is in the
 * book already is the caller's bug: it has asked under a lock of its own.
 */
export async function writeCredits(tx: Tx, transactions: readonly NewTransaction[]): Promise<void> {
  const [first] = transactions;
  if (!first) return;
  const { lines, changes, system_sides } = planCredits(transactions);
  for (const { credit } of lines)
    assert(Number.isSafeInteger(credit.amount) && credit.amount > 0, "a posting moves a positive safe integer");
  const systems = [...system_sides.values()];
  failpoint("ledger.post.before");
  await tx.query({
    name: "ledger_write_credits",
    text: `select ledger.write_credits($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
             $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34)`,
    values: [
      tx.tenant_id,
      uuidArray(transactions.map((t) => t.transaction_id)),
      transactions.map((t) => t.kind),
      transactions.map((t) => t.source_type),
      transactions.map((t) => t.source_id),
      transactions.map((t) => t.effect),
      instantArray(transactions.map((t) => t.business_time)),
      transactions.map((t) => t.business_date),
      transactions.map((t) => t.accounting_date),
      instantArray(transactions.map((t) => t.recorded_at)),
      uuidArray(transactions.map((t) => t.venue_id)),
      transactions.map((t) => t.title),
      JSON.stringify(transactions.map((t) => t.trace)),
      uuidArray(lines.map(({ head }) => head.transaction_id)),
      intArray(lines.map(({ line_no }) => line_no)),
      uuidArray(lines.map(({ from_account }) => from_account)),
      uuidArray(lines.map(({ to_account }) => to_account)),
      intArray(lines.map(({ place }) => place)),
      bigintArray(lines.map(({ credit }) => credit.amount)),
      intArray(lines.map(({ later }) => later.entries)),
      bigintArray(lines.map(({ later }) => later.amount)),
      instantArray(lines.map(({ head }) => head.business_time)),
      instantArray(lines.map(({ head }) => head.recorded_at)),
      uuidArray(lines.map(({ head }) => head.venue_id)),
      uuidArray(lines.map(({ credit }) => credit.lot.lot_id)),
      instantArray(lines.map(({ credit }) => credit.lot.available_from)),
      instantArray(lines.map(({ credit }) => credit.lot.expires_at)),
      uuidArray(changes.map(({ account_id }) => account_id)),
      bigintArray(changes.map(({ amount }) => amount)),
      intArray(changes.map(({ entries }) => entries)),
      uuidArray([...system_sides.keys()]),
      uuidArray(systems.map(({ owner_id }) => owner_id)),
      systems.map(({ asset }) => asset),
      first.recorded_at,
    ],
  });
  failpoint("ledger.post.after");
}
