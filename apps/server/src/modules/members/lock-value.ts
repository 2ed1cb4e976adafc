import type { Tx } from "../../platform/db/pool.ts";

/**
 * Of all who write or look for the same sealed value at once, one goes first. Under its index by each key there is, in one order:
 * while keys are changed, another process may have another newest one.
 */
export async function lockValue(tx: Tx, indexes: readonly Buffer[]): Promise<void> {
  for (const index of indexes.toSorted((a, b) => Buffer.compare(a, b)))
    await tx.query({
      name: "members_lock_value",
      text: "select pg_advisory_xact_lock(hashtextextended($1 || encode($2::bytea, 'hex'), 7))",
      values: [tx.tenant_id, index],
    });
}
