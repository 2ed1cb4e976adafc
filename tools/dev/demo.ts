// The demo world: made once per database. Whether it is there is written in the database itself.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { withClient } from "./database.ts";
import { resetSchemas } from "./reset.ts";
import { progressBar, say } from "./terminal.ts";

export interface DemoAccess {
  readonly base_url: string;
  readonly admin: { readonly email: string; readonly password: string };
  readonly store_manager: { readonly email: string; readonly password: string };
  /** One person for each other role; a world made before there were roles has none. */
  readonly colleagues?: readonly {
    readonly role: string;
    readonly email: string;
    readonly password: string;
    /** For the staff's pages; a world made before them has none. */
    readonly phone?: string;
  }[];
  readonly sandbox: { readonly tenant_id: string; readonly api_key: string };
  readonly live: { readonly tenant_id: string };
  readonly member: { readonly phone: string };
  /** Where a kiosk that is paired already is; a world made before there was one has none. */
  readonly kiosk?: { readonly path: string };
}

type WorldState = "none" | "started" | "done" | "foreign";

/** Seeds an empty database. A seeding that was interrupted is thrown away and begun again: it holds nothing else. */
export async function ensureDemo(
  databaseUrl: string,
  dataDir: string,
  migrateAgain: () => Promise<void>,
): Promise<void> {
  if (process.env.DEMO === "none") return;
  let state = await worldState(databaseUrl);
  if (state === "started") {
    say("the demo world was left half made: making it anew");
    await resetSchemas(databaseUrl);
    await migrateAgain();
    state = "none";
  }
  if (state !== "none") return;
  // Loaded only when there is something to make: it brings the whole server along.
  const { seedDemo } = await import("../../apps/server/src/demo/seed.ts");
  const size = process.env.DEMO === "small" ? "small" : "full";
  const bar = progressBar("demo world");
  await mark(databaseUrl, "insert into platform.demo_world (state) values ('started')");
  await seedDemo({
    databaseUrl,
    dataDir,
    size,
    onProgress: (progress) => bar.update(progress.fraction, progress.label),
  });
  await mark(databaseUrl, "update platform.demo_world set state = 'done'");
  // So much was written that a crash right now would take long to recover from. A guest in the database may not ask.
  await mark(databaseUrl, "checkpoint").catch(() => {});
  bar.done();
}

/** How to sign in; undefined when this DATA_DIR holds no demo world. */
export function readDemoAccess(dataDir: string, base_url: string): DemoAccess | undefined {
  const file = path.join(dataDir, "demo.json");
  if (!existsSync(file)) return undefined;
  const access = { ...(JSON.parse(readFileSync(file, "utf8")) as DemoAccess), base_url };
  writeFileSync(file, `${JSON.stringify(access, null, 2)}\n`, { mode: 0o600 });
  return access;
}

async function worldState(url: string): Promise<WorldState> {
  return await withClient(url, async (client) => {
    const world = await client.query("select state from platform.demo_world");
    if (world.rows[0]) return world.rows[0].state as WorldState;
    const tenants = await client.query("select 1 from org.tenant limit 1");
    return tenants.rowCount === 0 ? "none" : "foreign";
  });
}

async function mark(url: string, statement: string): Promise<void> {
  await withClient(url, (client) => client.query(statement));
}
