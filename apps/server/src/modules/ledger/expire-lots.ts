import type { Tx } from "../../platform/db/pool.ts";
import { failpoint } from "../../platform/kernel/failpoint.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { systemOwnerId } from "./domain/account-id.ts";
import type { OwnerType } from "./domain/posting.ts";

const ACCOUNTS_PER_STATEMENT = 2000;

/** What ran out of one account. */
export interface ExpiredAccount {
  owner_type: OwnerType;
  owner_id: string;
  transaction_id: string;
  amount: number;
}

/**
 * Takes everything of `asset` that has expired by `until` and is not held out of its accounts, one transaction per
 * account. Runs in the caller's transaction; `business_date` is the last day the value was good for.
 */
export async function expireLots(
  tx: Tx,
  runtime: Runtime,
  input: { asset: string; until: Date; business_date: string },
): Promise<ExpiredAccount[]> {
  const { asset, until, business_date } = input;
  const [found] = await tx.query<{ accounts: string[] }>({
    name: "ledger_expiring_accounts",
    text: "select ledger.expiring_accounts($1, $2, $3) as accounts",
    values: [tx.tenant_id, until, asset],
  });
  const accounts = found?.accounts ?? [];
  const expired: ExpiredAccount[] = [];
  for (let from = 0; from < accounts.length; from += ACCOUNTS_PER_STATEMENT) {
    const slice = accounts.slice(from, from + ACCOUNTS_PER_STATEMENT);
    const ids = slice.map(() => runtime.ids.next());
    const source_id = until.toISOString();
    failpoint("ledger.expire.before");
    const rows = await tx.query<ExpiredAccount>({
      name: "ledger_expire",
      text: "select * from ledger.expire($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      values: [
        tx.tenant_id,
        until,
        asset,
        source_id,
        business_date,
        runtime.clock.now(),
        systemOwnerId("expired"),
        slice,
        ids,
      ],
    });
    failpoint("ledger.expire.after");
    for (const row of rows) expired.push(row);
  }
  return expired;
}
