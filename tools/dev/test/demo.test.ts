import { readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { migrate } from "../../../apps/server/src/platform/db/migrate.ts";
import { testDatabase } from "../../../apps/server/test/database.ts";
import { temporaryFolder } from "../../../apps/server/test/temporary-folder.ts";
import { ensureDemo, readDemoAccess } from "../demo.ts";

const db = testDatabase();
const dataDir = temporaryFolder();
const ensure = () =>
  ensureDemo(db.url, dataDir, async () => {
    await migrate(db.url);
  });
const people = () => db.query("select count(*) as members, min(member_id::text) as first from members.member");

beforeEach(() => {
  vi.stubEnv("DEMO", "small");
});
afterEach(() => {
  vi.unstubAllEnvs();
});

test("a database with somebody's data in it is left alone", { timeout: 60_000 }, async () => {
  await db.query(`insert into org.tenant (tenant_id, name, mode, created_at)
    values ('01890000-0000-7000-8000-000000000001', 'Somebody', 'live', '2026-01-01')`);
  await ensure();
  expect(await people()).toEqual([{ members: 0, first: null }]);
  await db.query("delete from org.tenant");
});

test("a half-made world is thrown away and made anew; a whole one stays as it is", { timeout: 180_000 }, async () => {
  await db.query("insert into platform.demo_world (state) values ('started')");
  await db.query(`insert into org.tenant (tenant_id, name, mode, created_at)
    values ('01890000-0000-7000-8000-000000000001', 'Half made', 'live', '2026-01-01')`);
  await ensure();
  expect(await db.query("select 1 from org.tenant where name = 'Half made'")).toEqual([]);
  expect(await db.query("select state from platform.demo_world")).toEqual([{ state: "done" }]);
  const made = await people();
  await ensure();
  expect(await people()).toEqual(made);
  const access = readDemoAccess(dataDir, "http://127.0.0.1:1");
  expect(access).toEqual(JSON.parse(readFileSync(path.join(dataDir, "demo.json"), "utf8")));
  expect(access).toMatchObject({ base_url: "http://127.0.0.1:1", admin: { email: expect.any(String) } });
});
