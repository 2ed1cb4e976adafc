import type { Tx } from "../../platform/db/pool.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { systemOwnerId } from "./domain/account-id.ts";

const ACCOUNTS_PER_STATEMENT = 1000;

/**
 * Takes everything of `asset` that has expired by `until` out of its accounts, one transaction per account. Runs in the
 * caller's transaction; `business_date` is the last day the value was good for. Returns the number of accounts.
 */
export async function expireLots(
  tx: Tx,
  runtime: Runtime,
  input: { asset: string; until: Date; business_date: string },
): Promise<number> {
  let total = 0;
  for (;;) {
    const ids = Array.from({ length: ACCOUNTS_PER_STATEMENT }, () => runtime.ids.next());
    const [row] = await tx.query<{ touched: number }>({
      name: "ledger_expire",
      text: "select ledger.expire($1, $2, $3, $4, $5, $6, $7, $8) as touched",
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
    const touched = row?.touched ?? 0;
    total += touched;
    if (touched < ACCOUNTS_PER_STATEMENT) return total;
  }
}
