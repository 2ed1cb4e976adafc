import type { Tx } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { accountId, isDebt } from "./domain/account-id.ts";
import type { Owner, TransactionHead } from "./domain/posting.ts";
import { setExpiryTimers } from "./expiry-timers.ts";
import { post, type PostOutcome } from "./post.ts";

/**
 * A transfer, a gift, a share for the household's pool: what can be spent and is not held goes over, each lot with the
 * life it had. @throws same_owner, asset_not_transferable
 */
export async function transfer(
  tx: Tx,
  _runtime: Runtime,
  { head, from, to, asset, amount }: { head: TransactionHead; from: Owner; to: Owner; asset: string; amount: number },
): Promise<PostOutcome> {
  if (from.owner_id === to.owner_id) throw new AppError("same_owner");
  if (isDebt(asset)) throw new AppError("asset_not_transferable", { asset });
  const [outcome] = await post(tx, [{ ...head, postings: [{ from, to, asset, amount, keep_lots: true }] }]);
  // A transfer told late may move what its lots' own timer has already passed.
  if (outcome?.outcome === "posted") await setExpiryTimers(tx, await listArrived(tx, head.transaction_id, to, asset));
  return outcome as PostOutcome; // one transaction, one outcome
}

async function listArrived(tx: Tx, transaction_id: string, { owner_id }: Owner, asset: string) {
  const lots = await tx.query<{ expires_at: Date }>({
    name: "ledger_arrived_expiries",
    text: `select distinct expires_at from ledger.lot
           where tenant_id = $1 and account_id = $2 and transaction_id = $3 and expires_at is not null`,
    values: [tx.tenant_id, accountId(owner_id, asset), transaction_id],
  });
  return lots.map(({ expires_at }) => ({ asset, expires_at }));
}
