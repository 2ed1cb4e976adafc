import type { App } from "../../../platform/app.ts";
import { run } from "../../../platform/db/sql.ts";
import type { Auth } from "../../../platform/http/auth.ts";
import { listNameableMembers } from "../db/points.gen.ts";
import { createEarner } from "../earn-points.ts";

/** One earner per program: calls of all requests leave together. */
const earners = new WeakMap<App, ReturnType<typeof createEarner>>();
export function earnerOf(app: App) {
  let earner = earners.get(app);
  if (!earner) {
    earner = createEarner(app.database, app.runtime);
    earners.set(app, earner);
  }
  return earner;
}

/** A caller whose scope is not the whole group may only name members of its own stores. */
export async function nameableMembers(
  app: App,
  auth: Auth,
  member_ids: string[],
): Promise<ReadonlySet<string> | undefined> {
  if (auth.scope === "all") return undefined;
  const { tenant_id, scope } = auth;
  const rows = await app.database.read(tenant_id, (db) =>
    run(db, listNameableMembers, { tenant_id, member_ids, unit_ids: [...scope] }),
  );
  return new Set(rows.map((row) => row.member_id));
}
