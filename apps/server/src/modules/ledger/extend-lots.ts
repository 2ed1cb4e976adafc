import type { Tx } from "../../platform/db/pool.ts";
import { accountId } from "./domain/account-id.ts";
import { setExpiryTimers } from "./expiry-timers.ts";
import { lockAccounts } from "./lock-accounts.ts";
import type { Owner } from "./domain/posting.ts";

/**
 * Expiry by last activity: every lot of the account that still holds something and has not ended by `at` lives until
 * `expires_at`, never shorter than before. Lots that never expire stay so. Returns how many were extended.
 */
export async function extendLots(
  tx: Tx,
  input: { owner: Owner; asset: string; expires_at: Date; at: Date },
): Promise<number> {
  const account_id = accountId(input.owner.owner_id, input.asset);
  await lockAccounts(tx, [account_id]);
  const extended = await tx.execute({
    name: "ledger_extend_lots",
    text: `update ledger.lot set expires_at = $3
           where tenant_id = $1 and account_id = $2 and remaining > 0 and expires_at > $4 and expires_at < $3`,
    values: [tx.tenant_id, account_id, input.expires_at, input.at],
  });
  if (extended > 0) await setExpiryTimers(tx, [{ asset: input.asset, expires_at: input.expires_at }]);
  return extended;
}
