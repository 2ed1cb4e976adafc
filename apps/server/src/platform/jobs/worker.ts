import { run, type TaskList } from "graphile-worker";
import type { Logger } from "pino";
import pg from "pg";
import type { Database } from "../db/pool.ts";
import { drainConsumer, sequenceEvents, type Consumer } from "../events/sequencer.ts";
import type { Runtime } from "../kernel/runtime.ts";
import { runDueTimers } from "./timers.ts";
import { announceWorkers, createRelease } from "./worker-presence.ts";

const LEADER_LOCK = 4_820_773;
const PAUSE_MS = 200;
/** How long one tenant's timers may run before the others get their turn. */
const TIMER_BUDGET_MS = 2_000;
/** Of one tenant and round: when all fail for one reason, some of them tell it. */
const LOGGED_FAILURES = 5;

export interface WorkerOptions {
  /** The owner's URL: the queue's tables belong to it. */
  url: string;
  database: Database;
  runtime: Runtime;
  log: Logger;
  tasks: TaskList;
  /** graphile-worker's crontab, in UTC: housekeeping only. Business timers live in the tenant's time. */
  crontab: string;
  /** Tenants with a timer due by their own clock, and that clock. */
  dueTenants: () => Promise<{ tenant_id: string; tenant_now: Date }[]>;
  consumers: Consumer[];
  /** Readers of the log that keep their own cursor and work by whole batches: each says how many events it read. */
  pumps: Pump[];
}

export interface Pump {
  name: string;
  run(): Promise<number>;
}

export interface Worker {
  stop(): Promise<void>;
}

/** Jobs on every worker process; sequencer, timers and consumers on the one that leads, so that order is kept. */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { log } = options;
  const presence = await announceWorkers(options.url, log);
  const runner = await run({
    connectionString: options.url,
    events: presence.events,
    concurrency: 4,
    noHandleSignals: true,
    pollInterval: 1000,
    taskList: options.tasks,
    crontab: options.crontab,
  });
  const loop = startLeaderLoop(options);
  return {
    async stop() {
      await loop.stop();
      await runner.stop();
      await presence.stop();
    },
  };
}

function startLeaderLoop(options: WorkerOptions): Worker {
  const { log } = options;
  let stopping = false;
  let wake = () => {};
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const running = (async () => {
    while (!stopping) {
      try {
        await lead(options, () => stopping, pause);
      } catch (error) {
        log.error({ err: error }, "leader loop failed; it starts again");
      }
      if (!stopping) await pause(1000);
    }
  })();
  return {
    async stop() {
      stopping = true;
      wake();
      await running;
    },
  };
}

/** Holds the lead on a connection of its own: when the process dies the lock goes with it and another takes over. */
async function lead(
  options: WorkerOptions,
  stopping: () => boolean,
  pause: (ms: number) => Promise<void>,
): Promise<void> {
  const client = new pg.Client({ connectionString: options.url, application_name: "huiyou-leader" });
  let lost = false;
  client.on("error", () => {
    lost = true;
  });
  await client.connect();
  try {
    const { rows } = await client.query<{ got: boolean }>("select pg_try_advisory_lock($1) as got", [LEADER_LOCK]);
    if (!rows[0]?.got) return;
    const releaseJobs = createRelease(client, options.log);
    while (!stopping() && !lost) {
      await releaseJobs();
      const worked = await tick(options);
      if (!worked) await pause(PAUSE_MS);
    }
  } finally {
    await client.end();
  }
}

/** One round; true when there may be more at once. New events wait for the next: a commit for a few of them each would cost the callers. */
async function tick({ database, runtime, consumers, pumps, log, dueTenants }: WorkerOptions): Promise<boolean> {
  await sequenceEvents(database);
  for (const consumer of consumers) await drainConsumer(database, consumer, log).catch(() => undefined);
  let ran = 0;
  for (const pump of pumps) {
    ran += await pump.run().catch((error: unknown) => {
      log.error({ err: error, pump: pump.name }, "a reader of the log stopped; it goes on from there");
      return 0;
    });
  }
  for (const { tenant_id, tenant_now } of await dueTenants()) {
    const input = { tenant_id, until: tenant_now, budget_ms: TIMER_BUDGET_MS };
    try {
      const { run, failures } = await runDueTimers(database, runtime, input);
      ran += run;
      for (const { error, ...timer } of failures.slice(0, LOGGED_FAILURES))
        log.error({ err: error, tenant_id, ...timer }, "a business timer failed; it is tried again later");
    } catch (error) {
      log.error({ err: error, tenant_id }, "business timers could not be run; the other tenants' go on");
    }
  }
  return ran > 0;
}
