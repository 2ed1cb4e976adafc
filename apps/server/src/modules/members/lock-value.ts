import type { Tx } from "../../platform/db/pool.ts";

/**
 * Of all who write or look for the same sealed value at once, one goes first. Under its index by each key there is, in one order:
 * while keys are changed, another process may have another newest one.
 */
export async function lockValue(tx: Tx, indexes: readonly Buffer[]): Promise<void> {
  await tx.query({
    name: "members_lock_value",
    // The inner order is kept: a lock is taken for each row as it comes.
    text: `select pg_advisory_xact_lock(hashtextextended($1 || encode(i.index, 'hex'), 7))
from (select u.index from unnest($2::bytea[]) with ordinality as u(index, at) order by u.at offset 0) i`,
    values: [tx.tenant_id, indexes.toSorted((a, b) => Buffer.compare(a, b))],
  });
}
