import { uuidArray } from "../../platform/db/binary-arrays.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { accountId, debtOf } from "./domain/account-id.ts";

export interface AccountKey {
  owner_id: string;
  asset: string;
  /** Nothing is to be spent from it: what could be is not asked; it is left out of the answer where nobody owes anything. */
  only_earns?: true;
}

export interface LockedAccount {
  owner_id: string;
  asset: string;
  /** Spendable at the instant asked for. */
  available: number;
  /** Owed of this asset. */
  debt: number;
}

/**
 * Locks members' accounts in id order, opening those that are not there yet, and what they owe with them. A transaction
 * that needs several accounts names all of them in one call.
 */
export async function lockMemberAccounts(
  tx: Tx,
  keys: AccountKey[],
  at: Date,
  recorded_at: Date,
): Promise<LockedAccount[]> {
  if (keys.length === 0) return [];
  const named = new Map<string, AccountKey>();
  for (const key of keys) {
    const id = accountId(key.owner_id, key.asset);
    if (named.get(id)?.only_earns !== undefined || !named.has(id)) named.set(id, key);
  }
  const each = [...named.values()];
  const rows = await tx.query<Omit<LockedAccount, "available"> & { available: number | null }>({
    name: "ledger_lock_accounts",
    text: "select * from ledger.lock_accounts($1, 'member', $2, $3, $4, $5, $6, $7, $8)",
    values: [
      tx.tenant_id,
      uuidArray(each.map((key) => key.owner_id)),
      each.map((key) => key.asset),
      uuidArray([...named.keys()]),
      uuidArray(each.map(({ owner_id, asset }) => accountId(owner_id, debtOf(asset)))),
      each.map((key) => key.only_earns ?? false),
      at,
      recorded_at,
    ],
  });
  return rows.map((row) => ({ ...row, available: row.available ?? 0 }));
}

/** Locks the accounts among these that are there, in the book's one order: by id, debts after all others. */
export async function lockAccounts(tx: Tx, account_ids: readonly string[]): Promise<void> {
  await tx.query({
    name: "ledger_lock_account_ids",
    text: `select a.account_id from ledger.account a where a.tenant_id = $1 and a.account_id = any ($2)
           order by right(a.asset, 5) = '.debt', a.account_id for update`,
    values: [tx.tenant_id, account_ids],
  });
}

/** Takes the effect of a transaction before it is posted; undefined, or the id of the one that has it already. */
export async function claimEffect(
  tx: Tx,
  head: { transaction_id: string; source_type: string; source_id: string; effect: string },
): Promise<string | undefined> {
  const claimed = await tx.execute({
    name: "ledger_claim_effect",
    text: "insert into ledger.effect (tenant_id, source_type, source_id, effect, transaction_id) values ($1, $2, $3, $4, $5) on conflict do nothing",
    values: [tx.tenant_id, head.source_type, head.source_id, head.effect, head.transaction_id],
  });
  return claimed === 1 ? undefined : findEffect(tx, head);
}

/** Which transaction one effect of one source became. */
export async function findEffect(
  tx: Tx,
  { source_type, source_id, effect }: { source_type: string; source_id: string; effect: string },
): Promise<string | undefined> {
  const [row] = await tx.query<{ transaction_id: string }>({
    name: "ledger_find_effect",
    text: "select transaction_id from ledger.effect where tenant_id = $1 and source_type = $2 and source_id = $3 and effect = $4",
    values: [tx.tenant_id, source_type, source_id, effect],
  });
  return row?.transaction_id;
}
