// `test` with a real server behind it: the api and worker roles as users get them, on a free port, a database and a
// DATA_DIR of their own, with a small world in it. One for each worker process; tests make what they change themselves.
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { test as base } from "@playwright/test";
import { readConfig } from "../apps/server/src/platform/config.ts";
import { freePort } from "../apps/server/src/platform/db/embedded.ts";
import { createApp } from "../apps/server/src/roles/create-app.ts";
import { cloneDatabase, type TestServer } from "../apps/server/test/postgres.ts";
import { startServer } from "../tools/dev/server-process.ts";
import { buildWorld, type World } from "./world.ts";

export interface Site {
  readonly base_url: string;
  readonly world: World;
  /** Has the worker do now what it does by the clock. */
  readonly hurry: (task: string) => Promise<void>;
}

export const test = base.extend<object, { site: Site }>({
  site: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what a fixture needs
    async ({}, use) => {
      const data_dir = mkdtempSync(path.join(os.tmpdir(), "huiyou-site-"));
      const url = await cloneDatabase(JSON.parse(process.env.TEST_SERVER ?? "{}") as TestServer);
      const app = createApp(readConfig({ DATABASE_URL: url, DATA_DIR: data_dir, LOG_LEVEL: "warn" }));
      const port = await freePort();
      const server = await startServer({ databaseUrl: url, dataDir: data_dir, host: "127.0.0.1", port });
      try {
        const hurry = async (task: string) => {
          await app.database.call({ text: "select platform.add_job($1, '{}')", values: [task] });
        };
        await use({ base_url: server.base_url, world: await buildWorld(app), hurry });
      } finally {
        await server.stop();
        await app.database.close();
        rmSync(data_dir, { recursive: true, force: true });
      }
    },
    { scope: "worker" },
  ],
  baseURL: async ({ site }, use) => use(site.base_url),
});

export { expect } from "@playwright/test";
