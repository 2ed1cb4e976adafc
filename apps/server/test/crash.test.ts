// Power is cut while sixty-four tills post purchases: first the server's, then the database's own.
import { afterAll, describe, expect, test } from "vitest";
import { registerMember } from "../src/modules/members/index.ts";
import { putProgram } from "../src/modules/points/index.ts";
import type { App } from "../src/platform/app.ts";
import { readConfig } from "../src/platform/config.ts";
import { createApp } from "../src/roles/create-app.ts";
import {
  checkAnswers,
  checkEvents,
  checkJobsRun,
  checkPoints,
  checkPurchases,
  expectedPoints,
  type Query,
} from "./crash-ledger.ts";
import { testDatabase } from "./database.ts";
import { type DatabaseUnderFire, startDatabaseUnderFire, withOwner } from "./database-under-fire.ts";
import { type Load, type PlannedPurchase, planPurchases, postAll } from "./purchase-load.ts";
import { type ServerUnderFire, startUnderFire } from "./server-under-fire.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { createTestTenant, type TestTenant, toWireId } from "./world.ts";

const DAILY_CAP = 1_500;
const MEMBERS = 10;
const LIMIT_MS = 120_000;

interface Shop {
  tenant: TestTenant;
  member_ids: string[];
}

/** A group with a programme and ten members, made as the server itself would: same keys, same schema. */
async function arrange(place: { DATABASE_URL: string; DATA_DIR: string }): Promise<Shop> {
  const app = createApp(readConfig({ ...place, LOG_LEVEL: "silent" }));
  try {
    return await openShop(app);
  } finally {
    await app.database.close();
  }
}

async function openShop(app: App): Promise<Shop> {
  const tenant = await createTestTenant(app);
  const member_ids = await app.database.write(tenant.tenant_id, async (tx) => {
    const rate = { rate_points: 1, rate_fen: 100, daily_cap: DAILY_CAP, time_zone: "Asia/Shanghai" };
    await putProgram(tx, app.runtime, { ...rate, expected_version: 0, effective_from: new Date("2026-01-01T00:00Z") });
    const joined_at = new Date("2026-03-01T00:00:00Z");
    const person = { name: "江听岚", home_unit_id: tenant.first.unit_id, source: "api", joined_at } as const;
    const made: string[] = [];
    for (let n = 0; n < MEMBERS; n++) made.push(await registerMember(tx, app, person));
    return made;
  });
  return { tenant, member_ids };
}

/** Posts the plan and strikes as soon as so many purchases have been answered. */
async function postUnderFire(
  server: ServerUnderFire,
  { tenant }: Shop,
  plan: readonly PlannedPurchase[],
  strikes: { after: number; strike: () => Promise<void> }[],
): Promise<Load> {
  const place = { venue_id: toWireId("venue", tenant.first.venue.venue_id), api_key: tenant.api_key };
  const waiting = [...strikes];
  let striking = Promise.resolve();
  const load = await postAll({ ...place, base_url: server.base_url }, plan, (answered) => {
    const [next] = waiting;
    if (!next || answered < next.after) return;
    waiting.shift();
    striking = striking.then(next.strike);
  });
  await striking;
  return load;
}

async function checkAll(query: Query, { tenant }: Shop, plan: readonly PlannedPurchase[], load: Load): Promise<void> {
  checkAnswers(load, plan);
  await checkPurchases(query, tenant.tenant_id, load.answers);
  await checkPoints(query, tenant.tenant_id, expectedPoints(plan, DAILY_CAP));
  await checkEvents(query, tenant.tenant_id);
}

describe("the server is killed with -9 while it takes purchases", () => {
  const db = testDatabase();
  const data_dir = temporaryFolder();

  test(
    "twice: nothing answered is lost, nothing counts twice, every balance is the sum of its entries",
    async () => {
      const shop = await arrange({ DATABASE_URL: db.url, DATA_DIR: data_dir });
      const plan = planPurchases(1_500, shop.member_ids, "server");
      const server = await startUnderFire({ database_url: db.url, data_dir });
      try {
        const load = await postUnderFire(server, shop, plan, [
          { after: plan.length / 4, strike: server.killAndRestart },
          { after: plan.length / 2, strike: server.killAndRestart },
        ]);
        expect(load.lost).toBeGreaterThan(0);
        await checkAll(db.query, shop, plan, load);
      } finally {
        await server.stop();
      }
    },
    LIMIT_MS,
  );
});

describe("the database is killed with -9 while it takes purchases", () => {
  const folder = temporaryFolder();
  let database: DatabaseUnderFire | undefined;
  afterAll(async () => {
    await database?.stop();
  });

  test(
    "once: the server outlives it, and what was answered was on the disk",
    async () => {
      database = await startDatabaseUnderFire(folder);
      const { url, killAndRestart: strike } = database;
      const shop = await arrange({ DATABASE_URL: url, DATA_DIR: folder });
      const plan = planPurchases(800, shop.member_ids, "database");
      const server = await startUnderFire({ database_url: url, data_dir: folder });
      try {
        const load = await postUnderFire(server, shop, plan, [{ after: plan.length / 3, strike }]);
        expect(load.unavailable).toBeGreaterThan(0);
        expect(server.isAlive()).toBe(true);
        await withOwner(url, async (query) => {
          await checkAll(query, shop, plan, load);
          await checkJobsRun(query);
        });
      } finally {
        await server.stop();
      }
    },
    LIMIT_MS,
  );
});
