// A worker process that is killed with -9 in the middle of a job: another one does the job at once, not in four hours.
import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { testDatabase } from "../../../../test/database.ts";
import { createLogger } from "../../telemetry/log.ts";
import { announceWorkers, createRelease, type Presence } from "../worker-presence.ts";

const db = testDatabase();
const log = createLogger({ LOG_LEVEL: "silent" });
let leader: pg.Client;
let alive: Presence;

beforeAll(async () => {
  leader = new pg.Client({ connectionString: db.url });
  await leader.connect();
  alive = await announceWorkers(db.url, log);
});
afterAll(async () => {
  await alive.stop();
  await leader.end();
});

const locked = async () =>
  (await db.query<{ locked_by: string }>("select locked_by from graphile_worker.jobs where locked_by is not null")).map(
    (row) => row.locked_by,
  );

/** Takes one job and never ends it. */
const program = `
import { run } from "graphile-worker";
import { announceWorkers } from ${JSON.stringify(path.resolve(import.meta.dirname, "../worker-presence.ts"))};
const log = { warn() {} };
const { events } = await announceWorkers(process.env.URL, log);
await run({ connectionString: process.env.URL, events, concurrency: 1, noHandleSignals: true,
  taskList: { endless: () => new Promise(() => process.send("taken")) } });
`;

let child: ChildProcess | undefined;
afterEach(() => void child?.kill("SIGKILL"));

test("its jobs are free again, a living one's stay with it", { timeout: 40_000 }, async () => {
  await db.query("select platform.add_job('endless', '{}')");
  const killed = spawn(process.execPath, ["--input-type=module", "--eval", program], {
    cwd: import.meta.dirname,
    env: { ...process.env, URL: db.url },
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  child = killed;
  await new Promise((resolve) => killed.once("message", resolve));
  expect(await locked()).toHaveLength(1);
  // A worker of this process holds another job.
  alive.events.emit("pool:create", { workerPool: { id: "pool-alive" } } as never);
  await db.query("select platform.add_job('other', '{}')");
  await db.query(
    "update graphile_worker._private_jobs set locked_by = 'pool-alive', locked_at = clock_timestamp() where locked_by is null",
  );
  await sleep(200);
  const release = createRelease(leader, log, 50);
  for (let look = 0; look < 4; look++, await sleep(60)) await release();
  expect(await locked()).toHaveLength(2);
  killed.kill("SIGKILL");
  await new Promise((resolve) => killed.once("exit", resolve));
  for (let waited_ms = 0; waited_ms < 10_000 && (await locked()).length > 1; waited_ms += 60) {
    await release();
    await sleep(60);
  }
  expect(await locked()).toEqual(["pool-alive"]);
});
