import { assert } from "../../platform/kernel/assert.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { accountId, systemOwnerId, type SystemOwner } from "./domain/account-id.ts";

export type OwnerType = "member" | "household" | "partner" | "company";
/** Whose account: a system side by its name, or an owner by id. */
export type Side = { system: SystemOwner } | { owner_type: OwnerType; owner_id: string };

/** Moves `amount` (> 0, in the asset's smallest unit) from one side to the other. */
export interface Posting {
  from: Side;
  to: Side;
  asset: string;
  amount: number;
  /** Needed when `to` is an owner: the value arrives as a new lot. `expires_at` null never expires. */
  lot?: { lot_id: string; available_from: Date; expires_at: Date | null };
}

export interface NewTransaction {
  transaction_id: string;
  /** `earn`, `spend`, `top_up`, `adjustment`, … */
  kind: string;
  /** With source_id and effect unique for ever: one effect of one source is posted once. */
  source_type: string;
  source_id: string;
  effect: string;
  business_time: Date;
  business_date: string;
  accounting_date: string;
  recorded_at: Date;
  venue_id: string | null;
  /** What a person reads in the statement. */
  title: string;
  /** Why: rules with versions, inputs, arithmetic, result. */
  trace: unknown;
  postings: Posting[];
}

export type PostOutcome =
  | { outcome: "posted"; transaction_id: string }
  | { outcome: "duplicate"; transaction_id: string }
  | { outcome: "insufficient"; available: number };

const ownerOf = (side: Side) => ("system" in side ? systemOwnerId(side.system) : side.owner_id);
const ownerTypeOf = (posting: Posting) =>
  "owner_type" in posting.to
    ? posting.to.owner_type
    : "owner_type" in posting.from
      ? posting.from.owner_type
      : "system";

/**
 * Posts transactions, one outcome each, in the order given. A refused one (not enough value) leaves nothing and does
 * not touch its neighbours; one whose effect is already in the book answers with the first one's id.
 */
export async function post(tx: Tx, transactions: NewTransaction[]): Promise<PostOutcome[]> {
  if (transactions.length === 0) return [];
  const heads = transactions.map(({ postings: _, ...head }) => head);
  const lines = transactions.flatMap((transaction) =>
    transaction.postings.map((posting, index) => toLine(transaction, posting, index)),
  );
  const rows = await tx.query<{ outcome: PostOutcome["outcome"]; transaction_id: string; available: number }>({
    name: "ledger_post",
    text: "select outcome, transaction_id, available from ledger.post($1, $2, $3)",
    values: [
      tx.tenant_id,
      JSON.stringify(heads),
      JSON.stringify(lines.map((line, index) => ({ seq: index + 1, ...line }))),
    ],
  });
  return rows.map((row) =>
    row.outcome === "insufficient"
      ? { outcome: row.outcome, available: row.available }
      : { outcome: row.outcome, transaction_id: row.transaction_id },
  );
}

function toLine(transaction: NewTransaction, posting: Posting, index: number) {
  assert(Number.isSafeInteger(posting.amount) && posting.amount > 0, "a posting moves a positive safe integer");
  const from_owner = ownerOf(posting.from);
  const to_owner = ownerOf(posting.to);
  assert(from_owner !== to_owner, "a posting has two sides");
  assert("system" in posting.to || posting.lot, "value arrives as a lot");
  return {
    transaction_id: transaction.transaction_id,
    line_no: index + 1,
    from_account: accountId(from_owner, posting.asset),
    to_account: accountId(to_owner, posting.asset),
    amount: posting.amount,
    system_from: "system" in posting.from,
    system_to: "system" in posting.to,
    from_owner,
    to_owner,
    owner_type: ownerTypeOf(posting),
    asset: posting.asset,
    ...posting.lot,
    business_time: transaction.business_time,
    recorded_at: transaction.recorded_at,
    venue_id: transaction.venue_id,
  };
}
