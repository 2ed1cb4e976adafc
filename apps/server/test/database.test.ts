import { existsSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { describe, expect, test } from "vitest";
import { testDatabase } from "./database.ts";
import { cloneDatabase, openTestServer } from "./postgres.ts";
import { temporaryFolder } from "./temporary-folder.ts";

describe("testDatabase", () => {
  const db = testDatabase();
  const tenant_id = "01890000-0000-7000-8000-000000000001";

  test("acts as the application and looks as the owner", async () => {
    const [{ role }] = (await db.database.read(tenant_id, (tx) =>
      tx.query<{ role: string }>({ text: "select current_user::text as role" }),
    )) as [{ role: string }];
    const [{ owner }] = (await db.query<{ owner: string }>("select current_user::text as owner")) as [
      { owner: string },
    ];
    expect([role, owner]).toEqual(["huiyou_app", "postgres"]);
  });

  test("finds Chinese by trigram, so the locale knows its letters", async () => {
    await db.query("create extension if not exists pg_trgm");
    const [row] = await db.query<{ grams: string[] }>("select show_trgm('游乐园') as grams");
    expect(row?.grams.length).toBeGreaterThan(0);
  });
});

describe("a test server", () => {
  const home = temporaryFolder();

  test("is shared by runs that overlap and stopped by the last", async () => {
    const dir = path.join(home, "pg");
    const first = await openTestServer(dir);
    const url = await cloneDatabase(first);
    const second = await openTestServer(dir);
    expect(second.url).toBe(first.url);
    // What the first one works on is left alone.
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.end();
    await first.close();
    expect(existsSync(path.join(dir, "postmaster.pid"))).toBe(true);
    await second.close();
    expect(existsSync(path.join(dir, "postmaster.pid"))).toBe(false);
  });
});
