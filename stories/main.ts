// ./dev stories [n …] [--full] [--variation=n]: a server and a database of its own, each story on a fresh sandbox tenant,
// and after it the same story with other numbers, on tenants of their own.
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { readConfig } from "../apps/server/src/platform/config.ts";
import { freePort } from "../apps/server/src/platform/db/embedded.ts";
import { createApp } from "../apps/server/src/roles/create-app.ts";
import { cloneDatabase, openTestServer } from "../apps/server/test/postgres.ts";
import { startServer } from "../tools/dev/server-process.ts";
import { messageOf, say, seconds } from "../tools/dev/terminal.ts";
import { stories } from "./all.ts";
import { rollDice } from "./dice.ts";
import { setStage, type Stage } from "./stage.ts";
import type { Story } from "./story.ts";

/** Tenants that live side by side: as many as keep two cores busy. */
const AT_ONCE = 4;

interface Options {
  readonly full: boolean;
  /** Only this variation, and not the story itself. */
  readonly variation: number | undefined;
}

interface Performance {
  readonly name: string;
  readonly starts_at: string;
  readonly play: (stage: Stage) => Promise<void>;
}

const args = process.argv.slice(2);
const options: Options = { full: args.includes("--full"), variation: variationOf(args) };
const numbers = args.filter((arg) => !arg.startsWith("--")).map(Number);
const chosen = stories.filter(({ number }) => numbers.length === 0 || numbers.includes(number));

if (chosen.length < numbers.length || chosen.length === 0) {
  say(`stories are numbered ${stories.map(({ number }) => number).join(", ")}`);
  process.exit(2);
}
process.exitCode = (await playAll(chosen)) === 0 ? 0 : 1;

function variationOf(given: readonly string[]): number | undefined {
  const named = given.find((arg) => arg.startsWith("--variation="));
  return named === undefined ? undefined : Number(named.split("=")[1]);
}

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
        failed += await play(story, (starts_at) => setStage(app, server.base_url, starts_at, options.full));
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

async function play(story: Story, stageAt: (starts_at: string) => Promise<Stage>): Promise<0 | 1> {
  const started = performance.now();
  const waiting = [...performancesOf(story)];
  const count = waiting.length;
  const complaints: string[] = [];
  const troupe = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      try {
        await next.play(await stageAt(next.starts_at));
      } catch (error) {
        complaints.push(`${next.name}: ${messageOf(error)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, troupe));
  if (options.full) say(`story ${story.number}: ${count} played in ${seconds(started)}`);
  console.log(complaints.length === 0 ? `story ${story.number}: ok` : complaints.join("\n"));
  return complaints.length === 0 ? 0 : 1;
}

/** The story, and then its variations: the numbers of one come from its own number, so that it can be played alone. */
function performancesOf(story: Story): Performance[] {
  const { variations } = story;
  const name = `story ${story.number}`;
  const itself = { name: `${name}: ${story.title}`, starts_at: story.starts_at, play: story.play };
  const vary = (n: number): Performance => ({
    name: `${name}, variation ${n}`,
    starts_at: variations?.starts_at ?? story.starts_at,
    play: async (stage) => await variations?.play(stage, rollDice(`${name}, variation ${n}`)),
  });
  if (options.variation !== undefined) return variations ? [vary(options.variation)] : [];
  const count = options.full ? variations?.many : variations?.few;
  return [itself, ...Array.from({ length: count ?? 0 }, (_, index) => vary(index + 1))];
}
