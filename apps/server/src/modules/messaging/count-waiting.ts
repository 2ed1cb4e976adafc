import { run } from "../../platform/db/sql.ts";
import type { Db } from "../../platform/db/pool.ts";
import { countQueues } from "./db/queue.gen.ts";

/** How much waits, by channel. */
export async function countWaiting(db: Db): Promise<Map<string, number>> {
  const rows = await run(db, countQueues, { tenant_id: db.tenant_id });
  return new Map(rows.map(({ channel_id, waiting }) => [channel_id, waiting]));
}
