import pg from "pg";
import { afterAll, beforeAll, inject } from "vitest";
import { createDatabase, type Database } from "../src/platform/db/pool.ts";
import { cloneDatabase } from "./postgres.ts";

export interface TestDatabase {
  /** As the server uses it: the application's role, bound by row-level security. */
  readonly database: Database;
  /** The owner's URL: for a server of its own, migrations, raw looks. */
  readonly url: string;
  /** Runs a statement as the owner, past row-level security: to arrange and to look, never to act. */
  query<Row = Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>;
}

/** A migrated database of its own for the test file (or `describe`) that calls this. Ready from `beforeAll` on. */
export function testDatabase(): TestDatabase {
  let open: { database: Database; owner: pg.Pool; url: string } | undefined;
  const get = () => {
    if (!open) throw new Error("testDatabase() is ready only inside hooks and tests");
    return open;
  };
  beforeAll(async () => {
    const url = await cloneDatabase(inject("postgres"));
    const owner = new pg.Pool({ connectionString: url, max: 2 });
    owner.on("error", () => {});
    open = { url, owner, database: createDatabase({ url, max: 10, application_name: "test" }) };
  });
  afterAll(async () => {
    // The database itself is dropped when the next run sets up: dropping it now would wait for its sessions to end.
    await open?.database.close();
    await open?.owner.end();
  });
  return {
    get database() {
      return get().database;
    },
    get url() {
      return get().url;
    },
    query: async <Row>(text: string, values?: unknown[]) => (await get().owner.query(text, values)).rows as Row[],
  };
}
