// ./dev stories [n …] [--full]: a server and a database of its own, each story on a fresh sandbox tenant.
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { readConfig } from "../apps/server/src/platform/config.ts";
import { freePort } from "../apps/server/src/platform/db/embedded.ts";
import { createApp } from "../apps/server/src/roles/create-app.ts";
import { cloneDatabase, openTestServer } from "../apps/server/test/postgres.ts";
import { startServer } from "../tools/dev/server-process.ts";
import { messageOf, say } from "../tools/dev/terminal.ts";
import { stories } from "./all.ts";
import { setStage } from "./stage.ts";
import type { Story } from "./story.ts";

const args = process.argv.slice(2);
const full = args.includes("--full");
const numbers = args.filter((arg) => arg !== "--full").map(Number);
const chosen = stories.filter(({ number }) => numbers.length === 0 || numbers.includes(number));

if (chosen.length < numbers.length || chosen.length === 0) {
  say(`stories are numbered ${stories.map(({ number }) => number).join(", ")}`);
  process.exit(2);
}
process.exitCode = (await playAll(chosen)) === 0 ? 0 : 1;

/** Resolves to the number of stories that went otherwise than written. */
async function playAll(list: readonly Story[]): Promise<number> {
  const postgres = await openTestServer();
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "huiyou-stories-"));
  try {
    const databaseUrl = await cloneDatabase(postgres);
    const app = createApp(readConfig({ DATABASE_URL: databaseUrl, DATA_DIR: dataDir, LOG_LEVEL: "warn" }));
    const server = await startServer({ databaseUrl, dataDir, host: "127.0.0.1", port: await freePort() });
    try {
      let failed = 0;
      for (const story of list)
        failed += await play(story, () => setStage(app, server.base_url, story.starts_at, full));
      return failed;
    } finally {
      await server.stop();
      await app.database.close();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
    await postgres.close();
  }
}

async function play(story: Story, stage: () => ReturnType<typeof setStage>): Promise<0 | 1> {
  try {
    await story.play(await stage());
    console.log(`story ${story.number}: ok`);
    return 0;
  } catch (error) {
    console.log(`story ${story.number}: ${story.title}: ${messageOf(error)}`);
    return 1;
  }
}
