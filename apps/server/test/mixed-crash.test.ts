// Power is cut again and again, the server's and the database's, while people do everything at once.
// CRASH=full: sixty seconds of load and ten cuts, as docs/testing.md says.
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { rollDice } from "../../../stories/dice.ts";
import { registerMember } from "../src/modules/members/index.ts";
import { putProgram } from "../src/modules/points/index.ts";
import type { App } from "../src/platform/app.ts";
import { readConfig } from "../src/platform/config.ts";
import { createApp } from "../src/roles/create-app.ts";
import { checkJobsRun, checkTimersRun } from "./crash-ledger.ts";
import { type DatabaseUnderFire, startDatabaseUnderFire, withOwner } from "./database-under-fire.ts";
import type { Customer, Json } from "./mixed-acts.ts";
import { checkBook, checkEachOnce, checkSandbox, countBook } from "./mixed-checks.ts";
import { askAgain, keepBusy, type MixedLoad, type Tokens } from "./mixed-load.ts";
import { moveClock, type SandboxDays } from "./sandbox-clock.ts";
import { type ServerUnderFire, startUnderFire } from "./server-under-fire.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { createTestTenant, PASSWORD, type TestTenant, toWireId } from "./world.ts";

const size = process.env["CRASH"] === "full" ? { load_seconds: 60, cuts: 10 } : ({ load_seconds: 9, cuts: 2 } as const);
const CUSTOMERS = 24;
const LIMIT_MS = 600_000;
const SANDBOX_NOW = new Date("2026-03-01T00:00:00Z");

interface World {
  readonly live: TestTenant;
  readonly member_ids: string[];
  readonly sandbox: TestTenant;
  readonly sandbox_member_id: string;
}

const folder = temporaryFolder();
let database: DatabaseUnderFire | undefined;
afterAll(async () => {
  await database?.stop();
});

test(
  `${size.cuts} cuts: what was acknowledged is there, once, and the book and its proof are whole`,
  async () => {
    database = await startDatabaseUnderFire(folder);
    const { url } = database;
    const world = await arrange({ DATABASE_URL: url, DATA_DIR: folder });
    const server = await startUnderFire({ database_url: url, data_dir: folder });
    try {
      const tokens = { key: world.live.api_key, staff: await signIn(server, world.live) };
      const { load, days } = await underFire({ server, database, world, tokens });
      tell(load, days);
      expect([...load.unexpected, ...days.unexpected].slice(0, 5)).toEqual([]);
      await withOwner(url, async (query) => {
        await checkJobsRun(query);
        await checkTimersRun(query);
        const before = await countBook(query, world.live.tenant_id);
        const repeatable = load.done.filter(({ act }) => !act.by_staff);
        const others = await askAgain({ base_url: server.base_url, tokens }, repeatable);
        expect(others.slice(0, 5)).toEqual([]);
        expect(await countBook(query, world.live.tenant_id)).toEqual(before);
        await checkEachOnce(query, world.live.tenant_id, load);
        await checkSandbox(query, world.sandbox.tenant_id, days);
        for (const tenant of [world.live, world.sandbox]) await checkBook(query, server.base_url, tenant);
      });
    } finally {
      await server.stop();
    }
  },
  LIMIT_MS,
);

/** In this process, with the keys and the schema of the server under fire. */
async function arrange(place: { DATABASE_URL: string; DATA_DIR: string }): Promise<World> {
  const app = createApp(readConfig({ ...place, LOG_LEVEL: "silent" }));
  try {
    const live = await createTestTenant(app);
    const sandbox = await createTestTenant(app, { mode: "sandbox", test_now: SANDBOX_NOW });
    const member_ids = await registerMembers(app, live, CUSTOMERS);
    const [sandbox_member_id = ""] = await registerMembers(app, sandbox, 1);
    return { live, member_ids, sandbox, sandbox_member_id };
  } finally {
    await app.database.close();
  }
}

async function registerMembers(app: App, tenant: TestTenant, count: number): Promise<string[]> {
  return app.database.write(tenant.tenant_id, async (tx) => {
    const rate = { rate_points: 1, rate_fen: 100, daily_cap: 1_000_000, time_zone: "Asia/Shanghai" };
    await putProgram(tx, app.runtime, { ...rate, expected_version: 0, effective_from: new Date("2020-01-01T00:00Z") });
    const joined_at = new Date("2026-02-01T00:00:00Z");
    const person = { name: "江听岚", home_unit_id: tenant.first.unit_id, source: "api", joined_at } as const;
    const made: string[] = [];
    for (let n = 0; n < count; n++) made.push(toWireId("member", await registerMember(tx, app, person)));
    return made;
  });
}

async function signIn({ base_url }: ServerUnderFire, { admin }: TestTenant): Promise<string> {
  const body = JSON.stringify({ email: admin.email, password: PASSWORD });
  const headers = { "content-type": "application/json" };
  const response = await fetch(`${base_url}/v1/sessions`, { method: "POST", headers, body });
  return String(((await response.json()) as Json)["token"]);
}

interface Fire {
  readonly server: ServerUnderFire;
  readonly database: DatabaseUnderFire;
  readonly world: World;
  readonly tokens: Tokens;
}

/** Load without a break, and cuts at equal distances of it: the time a restart takes is not counted. */
async function underFire({ server, database: power, world, tokens }: Fire) {
  const { base_url } = server;
  const customers = world.member_ids.map((member_id, n): Customer => {
    return { member_id, dice: rollDice(`customer ${n}`), purchases: [], holds: [], spendings: [], waiting: [] };
  });
  const shop = { venue_id: toWireId("venue", world.live.first.venue.venue_id), customers };
  let over = false;
  const sealing = keepSealing(power.url, () => over);
  const load = keepBusy({ base_url, tokens }, shop, () => over);
  const days = moveClock(
    { base_url, token: world.sandbox.api_key },
    { member_id: world.sandbox_member_id, now: SANDBOX_NOW },
    () => over,
  );
  const cuts = [
    () => server.killAndRestart(),
    () => power.killAndRestart(),
    () => server.killAndRestart(() => power.killAndRestart()),
  ];
  for (let n = 0; n < size.cuts; n++) {
    await sleep((size.load_seconds * 1000) / (size.cuts + 1));
    await cuts[n % cuts.length]?.();
  }
  await sleep((size.load_seconds * 1000) / (size.cuts + 1));
  over = true;
  await sealing;
  return { load: await load, days: await days };
}

/** The worker seals blocks every minute by itself; here it is asked to every second, so that cuts meet it. */
async function keepSealing(url: string, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    await sleep(1_000);
    await withOwner(url, async (query) => void (await query("select platform.add_job('ledger_seal', '{}')"))).catch(
      () => "the database is away",
    );
  }
}

/** For whoever runs it by hand. */
function tell({ done, refused, lost, unavailable }: MixedLoad, days: SandboxDays): void {
  const counts = Object.entries(Object.groupBy(done, ({ act }) => act.name)).map(([name, all]) => [name, all?.length]);
  console.info({ ...Object.fromEntries(counts), refused: Object.fromEntries(refused), lost, unavailable, days });
}
