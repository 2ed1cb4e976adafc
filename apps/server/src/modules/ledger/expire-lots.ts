import type { Tx } from "../../platform/db/pool.ts";
import { failpoint } from "../../platform/kernel/failpoint.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { systemOwnerId } from "./domain/account-id.ts";
import type { OwnerType } from "./domain/posting.ts";

const ACCOUNTS_PER_STATEMENT = 1000;

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
  const expired: ExpiredAccount[] = [];
  for (;;) {
    const ids = Array.from({ length: ACCOUNTS_PER_STATEMENT }, () => runtime.ids.next());
    failpoint("ledger.expire.before");
    const rows = await tx.query<ExpiredAccount>({
      name: "ledger_expire",
      text: "select * from ledger.expire($1, $2, $3, $4, $5, $6, $7, $8)",
      values: [
        tx.tenant_id,
        input.until,
        input.asset,
        input.until.toISOString(),
        input.business_date,
        runtime.clock.now(),
        systemOwnerId("expired"),
        ids,
      ],
    });
    failpoint("ledger.expire.after");
    expired.push(...rows);
    if (rows.length === 0) return expired;
  }
}
