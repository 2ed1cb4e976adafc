import { expect, test } from "vitest";
import { migrate } from "../../../apps/server/src/platform/db/migrate.ts";
import { testDatabase } from "../../../apps/server/test/database.ts";
import { resetSchemas } from "../reset.ts";

const db = testDatabase();

test("a reset drops what is ours and nothing else, and the schema comes back whole", async () => {
  const count = "select count(*) as tables from pg_tables where schemaname not in ('pg_catalog', 'information_schema')";
  const [before] = await db.query(count);
  await db.query("create schema theirs; create table theirs.kept (n int); create table public.kept (n int)");
  await resetSchemas(db.url);
  const left = await db.query(
    "select schemaname || '.' || tablename as name from pg_tables where tablename = 'kept' order by 1",
  );
  expect(left).toEqual([{ name: "public.kept" }, { name: "theirs.kept" }]);
  expect(
    await db.query("select 1 from pg_namespace where nspname in ('platform', 'ledger', 'graphile_worker')"),
  ).toEqual([]);
  await migrate(db.url);
  await db.query("drop schema theirs cascade; drop table public.kept");
  expect(await db.query(count)).toEqual([before]);
});
