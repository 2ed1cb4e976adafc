import type { Reach } from "../../platform/kernel/reach.ts";
import type { Db } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { type OwnerRef, visibleOwners } from "./owner-types.ts";
import { findTransactions, type TransactionRow } from "./read.ts";

export interface VisibleTransaction {
  transaction: TransactionRow;
  /** Ids of the owners whose side the caller may see. */
  visible: ReadonlySet<string>;
  /** Accounts of the others. System sides are nobody's and hide nothing. */
  hidden_accounts: ReadonlySet<string>;
}

/** Those of the transactions that moved the value of somebody the caller may see; for the whole tenant, all of them. In the order given. */
export async function listVisibleTransactions(
  db: Db,
  transaction_ids: readonly string[],
  reach: Reach,
): Promise<VisibleTransaction[]> {
  const transactions = await findTransactions(db, transaction_ids);
  const owners_of_all = transactions.flatMap(ownersOf);
  const visible =
    reach.scope === "all"
      ? new Set(owners_of_all.map((owner) => owner.owner_id))
      : await visibleOwners(db, owners_of_all, reach);
  return transactions.flatMap((transaction) => {
    const owners = ownersOf(transaction);
    const hidden = owners.filter((owner) => !visible.has(owner.owner_id));
    if (reach.scope !== "all" && hidden.length === owners.length) return [];
    return [{ transaction, visible, hidden_accounts: new Set(hidden.map((owner) => owner.account_id)) }];
  });
}

function ownersOf({ entries }: TransactionRow): (OwnerRef & { account_id: string })[] {
  return entries.flatMap(({ owner_type, owner_id, account_id }) =>
    owner_type === "system" ? [] : [{ owner_type, owner_id, account_id }],
  );
}

/** @throws not_found for one that moved nothing the caller may see */
export async function getVisibleTransaction(db: Db, transaction_id: string, reach: Reach): Promise<VisibleTransaction> {
  const [found] = await listVisibleTransactions(db, [transaction_id], reach);
  if (!found) throw new AppError("not_found");
  return found;
}
