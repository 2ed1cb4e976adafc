import type { Db } from "../../platform/db/pool.ts";

/** Where the value of owners is now: themselves, or whom they were merged into, and so on. */
export async function findHomes(db: Db, owner_ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.query<{ owner_id: string; home: string }>({
    name: "ledger_find_homes",
    text: `with recursive step(owner_id, home, depth) as (
             select o, o, 0 from unnest($2::uuid[]) o
             union all
             select s.owner_id, m.to_owner_id, s.depth + 1
             from step s join ledger.owner_merge m on m.tenant_id = $1 and m.from_owner_id = s.home and m.undone_by is null
           )
           select distinct on (owner_id) owner_id, home from step order by owner_id, depth desc`,
    values: [db.tenant_id, owner_ids],
  });
  return new Map(rows.map((row) => [row.owner_id, row.home]));
}
