import type { Tx } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { accountId } from "./domain/account-id.ts";

/** Drawn after everything else: the owner's own value goes first. */
const DRAWN_LAST = new Date("9999-12-31T00:00:00Z");

/**
 * How far a company's account may go below zero. The limit is kept as a lot that was lent (its id is the account's):
 * drawn last, given back like any other, no part of the balance. @throws overdraft_in_use when more than `limit` is drawn
 */
export async function setOverdraft(
  tx: Tx,
  input: { owner_id: string; asset: string; limit: number; at: Date; recorded_at: Date },
): Promise<void> {
  const account_id = accountId(input.owner_id, input.asset);
  await tx.query({
    text: `insert into ledger.account (tenant_id, account_id, owner_type, owner_id, asset, created_at)
           values ($1, $2, 'company', $3, $4, $5) on conflict do nothing`,
    values: [tx.tenant_id, account_id, input.owner_id, input.asset, input.recorded_at],
  });
  const [account] = await tx.query<{ owner_type: string; used: number }>({
    text: `select a.owner_type, coalesce((select l.amount - (l.remaining - l.held) from ledger.lot l
             where l.tenant_id = $1 and l.account_id = a.account_id and l.lot_id = a.account_id), 0)::bigint as used
           from ledger.account a where a.tenant_id = $1 and a.account_id = $2 for update`,
    values: [tx.tenant_id, account_id],
  });
  if (account?.owner_type !== "company") throw new AppError("overdraft_not_allowed");
  if (account.used > input.limit) throw new AppError("overdraft_in_use", { used: account.used, limit: input.limit });
  // The lot before the limit when it grows, after it when it shrinks, in one statement each: the row's checks hold either way.
  await tx.query({
    text: `insert into ledger.lot as l (tenant_id, account_id, lot_id, transaction_id, amount, remaining, earned_at, available_from, expires_at)
           values ($1, $2, $2, $2, $3, $3, $4, $5, null)
           on conflict (tenant_id, account_id, lot_id) do update set amount = excluded.amount, remaining = l.remaining + excluded.amount - l.amount`,
    values: [tx.tenant_id, account_id, input.limit, DRAWN_LAST, new Date(0)],
  });
  await tx.query({
    text: "update ledger.account set overdraft_limit = $3 where tenant_id = $1 and account_id = $2",
    values: [tx.tenant_id, account_id, input.limit],
  });
}
