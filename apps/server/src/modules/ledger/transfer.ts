import type { Tx } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { accountId, isDebt } from "./domain/account-id.ts";
import type { NewTransaction, Owner, TransactionHead } from "./domain/posting.ts";
import { setExpiryTimers } from "./expiry-timers.ts";
import { post, type PostOutcome } from "./post.ts";

export interface Transfer {
  head: TransactionHead;
  from: Owner;
  to: Owner;
  asset: string;
  amount: number;
}

/** @throws same_owner, asset_not_transferable */
export function requireTransferable({ from, to, asset }: Pick<Transfer, "from" | "to" | "asset">): void {
  if (from.owner_id === to.owner_id) throw new AppError("same_owner");
  if (isDebt(asset)) throw new AppError("asset_not_transferable", { asset });
}

export function toNewTransaction({ head, from, to, asset, amount }: Transfer): NewTransaction {
  return { ...head, postings: [{ from, to, asset, amount, keep_lots: true }] };
}

/**
 * A transfer, a gift, a share for the household's pool: what can be spent and is not held goes over, each lot with the
 * life it had. @throws same_owner, asset_not_transferable
 */
export async function transfer(tx: Tx, _runtime: Runtime, input: Transfer): Promise<PostOutcome> {
  requireTransferable(input);
  const [outcome] = await post(tx, [toNewTransaction(input)]);
  if (outcome?.outcome === "posted") await setTimersOfArrivals(tx, [input]);
  return outcome as PostOutcome; // one transaction, one outcome
}

/** A transfer told late may move what its lots' own timer has already passed. */
export async function setTimersOfArrivals(tx: Tx, transfers: readonly Transfer[]): Promise<void> {
  if (transfers.length === 0) return;
  const lots = await tx.query<{ asset: string; expires_at: Date }>({
    name: "ledger_arrived_expiries",
    text: `select distinct k.asset, l.expires_at
           from unnest($2::uuid[], $3::uuid[], $4::text[]) as k(account_id, transaction_id, asset)
           cross join lateral (
             select l.expires_at from ledger.lot l
             where l.tenant_id = $1 and l.account_id = k.account_id and l.transaction_id = k.transaction_id and l.remaining > 0 and l.expires_at is not null
           ) l`,
    values: [
      tx.tenant_id,
      transfers.map(({ to, asset }) => accountId(to.owner_id, asset)),
      transfers.map(({ head }) => head.transaction_id),
      transfers.map(({ asset }) => asset),
    ],
  });
  await setExpiryTimers(tx, lots);
}
