import type { App } from "../../platform/app.ts";
import type { Auth } from "../../platform/http/auth.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Database } from "../../platform/db/pool.ts";

/** A key's last use is written so often and no more, whatever its requests. */
const WRITTEN_EVERY_MS = 60_000;
const MOST_KEYS = 10_000;

const written = new WeakMap<Database, Map<string, number>>();

/** Beside the request, never in its way: a look into a map, and once a minute a statement nobody waits for. */
export function noteKeyUse(app: App, { tenant_id, key_id }: Auth, ip: string): void {
  if (key_id === undefined) return;
  const { database, runtime, log } = app;
  const times = written.get(database) ?? new Map<string, number>();
  written.set(database, times);
  const now = runtime.clock.now();
  if (now.getTime() - (times.get(key_id) ?? 0) < WRITTEN_EVERY_MS) return;
  if (times.size >= MOST_KEYS) times.clear();
  times.set(key_id, now.getTime());
  const update = sql_builder
    .updateTable("access.api_key")
    .set({ last_used_at: now, last_used_ip: ip })
    .where("tenant_id", "=", tenant_id)
    .where("key_id", "=", key_id);
  database
    .write(tenant_id, (tx) => tx.run(update))
    .catch((error: unknown) => log.warn({ err: error }, "a key's last use could not be written"));
}
