// Two owners become one, and apart again: everything moves by transactions, lot by lot, held value with its holds.
import type { Tx } from "../../platform/db/pool.ts";
import { failpoint } from "../../platform/kernel/failpoint.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { accountId } from "./domain/account-id.ts";
import { totalOf } from "./domain/draw.ts";
import { findHomes } from "./homes.ts";
import { claimEffect, findEffect, lockAccounts } from "./lock-accounts.ts";
import { bindMovedHolds, freeHolds, rememberHolds } from "./merge-holds.ts";
import type { Owner, PlannedPosting, PlannedTransaction, TransactionHead } from "./domain/posting.ts";
import { postPlanned } from "./post.ts";

export type MergeOutcome =
  | { outcome: "posted"; transaction_id: string; moved: { asset: string; amount: number }[] }
  | { outcome: "duplicate"; transaction_id: string }
  | { outcome: "not_found" }
  /** One of them has been merged into another; or the merge has been undone, or a later one must be undone first. */
  | { outcome: "not_mergeable" };

/** Moves all that `from` has, owes and holds to `to`; what is returned to `from` later arrives there too. */
export async function mergeOwners(
  tx: Tx,
  _runtime: Runtime,
  { head, from, to }: { head: TransactionHead; from: Owner; to: Owner },
): Promise<MergeOutcome> {
  await openAccounts(tx, from, head.recorded_at);
  const assets = await lockOwners(tx, from.owner_id, to.owner_id);
  const accounts = assets.map((asset) => accountId(from.owner_id, asset));
  failpoint("ledger.merge.locked");
  const [known, homes, lots] = await Promise.all([
    findEffect(tx, head),
    findHomes(tx, [from.owner_id, to.owner_id]),
    listAllLots(tx, accounts),
  ]);
  if (known) return { outcome: "duplicate", transaction_id: known };
  const isHome = (owner: Owner) => homes.get(owner.owner_id) === owner.owner_id;
  if (from.owner_id === to.owner_id || !isHome(from) || !isHome(to)) return { outcome: "not_mergeable" };
  const twin = await claimEffect(tx, head);
  if (twin) return { outcome: "duplicate", transaction_id: twin };

  const { transaction_id } = head;
  await rememberHolds(tx, transaction_id, accounts);
  await freeHolds(tx, transaction_id);
  failpoint("ledger.merge.freed");
  const postings = [...Map.groupBy(lots, (lot) => lot.asset)].map(
    ([asset, parts]): PlannedPosting => ({
      from,
      to,
      asset,
      amount: totalOf(parts),
      from_lots: parts.map(({ lot_id, amount }) => ({ lot_id, amount })),
      forced: true,
      keep_lots: true,
    }),
  );
  await mustPost(tx, { ...head, claimed: true, postings });
  failpoint("ledger.merge.posted");
  await tx.query({
    name: "ledger_insert_merge",
    text: "insert into ledger.owner_merge (tenant_id, transaction_id, from_owner_id, to_owner_id) values ($1, $2, $3, $4)",
    values: [tx.tenant_id, transaction_id, from.owner_id, to.owner_id],
  });
  await bindMovedHolds(tx, transaction_id, "merged");
  failpoint("ledger.merge.linked");
  return { outcome: "posted", transaction_id, moved: postings.map(({ asset, amount }) => ({ asset, amount })) };
}

/** Moves back what is left of the lots that came with a merge, into the lots they came from, and the holds that came along. */
export async function unmergeOwners(
  tx: Tx,
  _runtime: Runtime,
  { head, merge_transaction_id }: { head: TransactionHead; merge_transaction_id: string },
): Promise<MergeOutcome> {
  const found = await findMerge(tx, merge_transaction_id);
  if (!found) return { outcome: "not_found" };
  await lockOwners(tx, found.from_owner_id, found.to_owner_id);
  failpoint("ledger.unmerge.locked");
  const [known, homes, merge] = await Promise.all([
    findEffect(tx, head),
    findHomes(tx, [found.to_owner_id]),
    findMerge(tx, merge_transaction_id),
  ]);
  if (known) return { outcome: "duplicate", transaction_id: known };
  if (merge?.undone_by || homes.get(found.to_owner_id) !== found.to_owner_id) return { outcome: "not_mergeable" };
  const twin = await claimEffect(tx, head);
  if (twin) return { outcome: "duplicate", transaction_id: twin };

  const { transaction_id } = head;
  // First, for nobody posts to an owner who is merged.
  await tx.query({
    name: "ledger_undo_merge",
    text: "update ledger.owner_merge set undone_by = $3 where tenant_id = $1 and transaction_id = $2",
    values: [tx.tenant_id, merge_transaction_id, transaction_id],
  });
  await freeHolds(tx, merge_transaction_id);
  failpoint("ledger.unmerge.freed");
  const postings = toPostingsBack(merge_transaction_id, await listMovedLots(tx, merge_transaction_id));
  await mustPost(tx, { ...head, claimed: true, postings });
  failpoint("ledger.unmerge.posted");
  await bindMovedHolds(tx, merge_transaction_id, "unmerged");
  await tx.query({
    name: "ledger_link_unmerge",
    text: "insert into ledger.reversal (tenant_id, transaction_id, original_transaction_id, reason) values ($1, $2, $3, 'unmerge')",
    values: [tx.tenant_id, transaction_id, merge_transaction_id],
  });
  failpoint("ledger.unmerge.linked");
  return { outcome: "posted", transaction_id, moved: postings.map(({ asset, amount }) => ({ asset, amount })) };
}

/**
 * Opens what `from` could get value in while it is merged: whoever opens such an account at the same moment is waited for,
 * and whoever comes later finds it locked and then its owner merged.
 */
async function openAccounts(tx: Tx, from: Owner, opened_at: Date): Promise<void> {
  const assets = await tx.query<{ asset: string }>({
    name: "ledger_assets_of_tenant",
    text: `select distinct a.asset from ledger.account a
           where a.tenant_id = $1 and a.owner_type = 'system' and right(a.asset, 5) <> '.debt'`,
    values: [tx.tenant_id],
  });
  await tx.query({
    name: "ledger_open_accounts_to_merge",
    text: `insert into ledger.account (tenant_id, account_id, owner_type, owner_id, asset, created_at)
           select $1, k.account_id, $2, $3, k.asset, $6 from unnest($4::uuid[], $5::text[]) as k(account_id, asset)
           order by k.account_id on conflict do nothing`,
    values: [
      tx.tenant_id,
      from.owner_type,
      from.owner_id,
      assets.map(({ asset }) => accountId(from.owner_id, asset)),
      assets.map(({ asset }) => asset),
      opened_at,
    ],
  });
}

/**
 * Locks every account of one owner and the other's of the same assets; one that is opened meanwhile as well. Returns the
 * assets. An account that appears later still belongs to what happens after the merge.
 */
async function lockOwners(tx: Tx, from_owner_id: string, to_owner_id: string): Promise<string[]> {
  for (let known: string[] = []; ; ) {
    const assets = await listAssets(tx, from_owner_id);
    if (assets.length === known.length) return known;
    known = assets;
    const accounts = assets.flatMap((asset) => [accountId(from_owner_id, asset), accountId(to_owner_id, asset)]);
    await lockAccounts(tx, accounts);
  }
}

async function listAssets(tx: Tx, owner_id: string): Promise<string[]> {
  const rows = await tx.query<{ asset: string }>({
    name: "ledger_assets_of",
    text: "select asset from ledger.account where tenant_id = $1 and owner_id = $2 order by asset",
    values: [tx.tenant_id, owner_id],
  });
  return rows.map((row) => row.asset);
}

interface OwnedLot {
  asset: string;
  lot_id: string;
  amount: number;
}

/** Everything these accounts hold, pending and bound value with it, in draw order. What an overdraft lends stays. */
function listAllLots(tx: Tx, account_ids: string[]): Promise<OwnedLot[]> {
  return tx.query<OwnedLot>({
    name: "ledger_all_lots_of",
    text: `select a.asset, l.lot_id, l.remaining as amount
           from ledger.account a join ledger.lot l on l.tenant_id = $1 and l.account_id = a.account_id and l.remaining > 0
           where a.tenant_id = $1 and a.account_id = any ($2) and l.lot_id <> l.account_id
           order by a.asset, l.expires_at nulls last, l.earned_at, l.lot_id`,
    values: [tx.tenant_id, account_ids],
  });
}

interface MovedLot extends OwnedLot {
  line_no: number;
  of_lot_id: string;
  from_type: Owner["owner_type"];
  from_id: string;
  to_type: Owner["owner_type"];
  to_id: string;
}

/** What is left, and not bound, of the lots that a merge made. */
function listMovedLots(tx: Tx, merge_transaction_id: string): Promise<MovedLot[]> {
  return tx.query<MovedLot>({
    name: "ledger_moved_lots",
    text: `select v.asset, v.line_no, l.lot_id, v.from_lot as of_lot_id, l.remaining - l.held as amount,
             b.owner_type as from_type, b.owner_id as from_id, a.owner_type as to_type, a.owner_id as to_id
           from ledger.moved_lots($1, $2) v
           join ledger.lot l on l.tenant_id = $1 and l.account_id = v.to_account and l.lot_id = v.to_lot and l.remaining > l.held
           join ledger.account a on a.tenant_id = $1 and a.account_id = v.from_account
           join ledger.account b on b.tenant_id = $1 and b.account_id = v.to_account
           order by v.line_no, v.draw_no`,
    values: [tx.tenant_id, merge_transaction_id],
  });
}

function toPostingsBack(merge_transaction_id: string, lots: MovedLot[]): PlannedPosting[] {
  return [...Map.groupBy(lots, (lot) => lot.asset)].map(([asset, parts]) => {
    const [{ from_type, from_id, to_type, to_id }] = parts as [MovedLot, ...MovedLot[]]; // a group has a member
    return {
      from: { owner_type: from_type, owner_id: from_id },
      to: { owner_type: to_type, owner_id: to_id },
      asset,
      amount: totalOf(parts),
      from_lots: parts.map(({ lot_id, amount }) => ({ lot_id, amount })),
      forced: true,
      to_lots: parts.map(({ of_lot_id, amount, line_no }) => ({
        lot_id: of_lot_id,
        amount,
        of_transaction_id: merge_transaction_id,
        of_line_no: line_no,
        of_lot_id,
      })),
    };
  });
}

async function findMerge(tx: Tx, transaction_id: string) {
  const [merge] = await tx.query<{ from_owner_id: string; to_owner_id: string; undone_by: string | null }>({
    name: "ledger_find_merge",
    text: "select from_owner_id, to_owner_id, undone_by from ledger.owner_merge where tenant_id = $1 and transaction_id = $2",
    values: [tx.tenant_id, transaction_id],
  });
  return merge;
}

async function mustPost(tx: Tx, transaction: PlannedTransaction): Promise<void> {
  const [posted] = await postPlanned(tx, [transaction]);
  if (posted?.outcome !== "posted") throw new Error(`the book refused a merge: ${JSON.stringify(posted)}`);
}
