import type { Tx } from "../../platform/db/pool.ts";

export interface AccountKey {
  owner_id: string;
  asset: string;
}

/**
 * Locks members' accounts in id order, opening those that are not there yet. Returns what can be spent at `at` from
 * every account but `points` ones (a purchase only earns points).
 */
export async function lockMemberAccounts(
  tx: Tx,
  keys: AccountKey[],
  at: Date,
  recorded_at: Date,
): Promise<(AccountKey & { available: number })[]> {
  if (keys.length === 0) return [];
  return tx.query({
    name: "ledger_lock_accounts",
    text: "select * from ledger.lock_accounts($1, 'member', $2, $3, $4, $5)",
    values: [tx.tenant_id, keys.map((key) => key.owner_id), keys.map((key) => key.asset), at, recorded_at],
  });
}
