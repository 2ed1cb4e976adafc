import type { Tx } from "../../platform/db/pool.ts";
import { failpoint } from "../../platform/kernel/failpoint.ts";
import { isCredit } from "./domain/credits.ts";
import type { NewTransaction, PlannedTransaction } from "./domain/posting.ts";
import { toLine } from "./posting-line.ts";
import { writeCredits } from "./write-credits.ts";

export type PostOutcome =
  | { outcome: "posted"; transaction_id: string }
  | { outcome: "duplicate"; transaction_id: string }
  | { outcome: "insufficient"; available: number };

/**
 * Posts transactions, one outcome each, in the order given. A refused one (not enough value) leaves nothing and does
 * not touch its neighbours; one whose effect is already in the book answers with the first one's id.
 */
export async function post(tx: Tx, transactions: NewTransaction[]): Promise<PostOutcome[]> {
  return postPlanned(tx, transactions);
}

/**
 * Posts what has been decided under the locks of every owner's account that is named (lockMemberAccounts), with effects
 * that are known to be new: all of it stands, or a bug is better than half of it.
 */
export async function postDecided(tx: Tx, transactions: NewTransaction[]): Promise<void> {
  if (transactions.every(({ postings }) => postings.every(isCredit))) return writeCredits(tx, transactions);
  const outcomes = await postPlanned(tx, transactions, true);
  if (outcomes.some(({ outcome }) => outcome !== "posted"))
    throw new Error(`the book refused what was decided: ${JSON.stringify(outcomes)}`);
}

export async function postPlanned(
  tx: Tx,
  transactions: PlannedTransaction[],
  is_locked = false,
): Promise<PostOutcome[]> {
  if (transactions.length === 0) return [];
  const heads = transactions.map(({ postings: _, ...head }) => head);
  const lines = transactions.flatMap((transaction) =>
    transaction.postings.map((posting, index) => toLine(transaction, posting, index + 1)),
  );
  failpoint("ledger.post.before");
  const rows = await tx.query<{ outcome: PostOutcome["outcome"]; transaction_id: string; available: number }>({
    name: "ledger_post",
    text: "select outcome, transaction_id, available from ledger.post($1, $2, $3, $4)",
    values: [
      tx.tenant_id,
      JSON.stringify(heads),
      JSON.stringify(lines.map((line, index) => ({ seq: index + 1, ...line }))),
      is_locked,
    ],
  });
  failpoint("ledger.post.after");
  return rows.map((row) =>
    row.outcome === "insufficient"
      ? { outcome: row.outcome, available: row.available }
      : { outcome: row.outcome, transaction_id: row.transaction_id },
  );
}
