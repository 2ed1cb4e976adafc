// Which of the queue's workers live. graphile-worker leaves the jobs of a killed one locked for four hours; here the name
// in which a process locks jobs is an advisory lock of one of its sessions, which ends with the process, and the leader
// lets go of jobs in whose name nobody holds a lock.
import { EventEmitter } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { WorkerEvents } from "graphile-worker";
import type { Logger } from "pino";
import pg from "pg";

/** First half of the lock; the second is the name's hash. */
const PRESENCE_LOCK = 4_820_775;
const RECONNECT_MS = 500;
/** Twice in a row and this far apart: a living process that lost its session has announced itself again by then. */
const LOOK_EVERY_MS = 5_000;

export interface Presence {
  /** For graphile-worker's `run`: it tells the names in which it locks jobs. */
  readonly events: WorkerEvents;
  stop(): Promise<void>;
}

/** Holds a lock for each worker pool of this process, on a connection of its own that is renewed when it breaks. */
export async function announceWorkers(url: string, log: Logger): Promise<Presence> {
  const names = new Set<string>();
  let client: pg.Client | undefined;
  let stopping = false;
  const announce = async (to: pg.Client, name: string) => {
    await to.query("select pg_advisory_lock($1::int, hashtext($2))", [PRESENCE_LOCK, name]);
  };
  const connect = async (): Promise<void> => {
    while (!stopping) {
      const fresh = new pg.Client({ connectionString: url, application_name: "huiyou-worker" });
      fresh.on("error", () => {
        if (client !== fresh || stopping) return;
        client = undefined;
        void connect();
      });
      try {
        await fresh.connect();
        for (const name of names) await announce(fresh, name);
        client = fresh;
        // Those that came meanwhile; a lock taken twice is held once.
        for (const name of names) await announce(fresh, name);
        return;
      } catch (error) {
        log.warn({ err: error }, "the workers could not announce themselves yet");
        await fresh.end().catch(() => {});
        await sleep(RECONNECT_MS);
      }
    }
  };
  const events: WorkerEvents = new EventEmitter();
  // Jobs are locked in the name of the pool that took them.
  events.on("pool:create", ({ workerPool: { id } }) => {
    names.add(id);
    if (client) announce(client, id).catch(() => "the renewed session announces it");
  });
  const connected = connect();
  await connected;
  return {
    events,
    async stop() {
      stopping = true;
      await connected;
      await client?.end();
    },
  };
}

interface Held {
  locked_by: string;
}

/** For the leader's rounds: returns the jobs of workers that are no more to the queue. */
export function createRelease(client: pg.Client, log: Logger, look_every_ms = LOOK_EVERY_MS): () => Promise<void> {
  let looked_at = -look_every_ms;
  let absent = new Set<string>();
  return async () => {
    if (performance.now() - looked_at < look_every_ms) return;
    looked_at = performance.now();
    const { rows } = await client.query<Held>(
      "select distinct locked_by from graphile_worker.jobs where locked_by is not null",
    );
    const now_absent = new Set<string>();
    for (const { locked_by } of rows) if (!(await isPresent(client, locked_by))) now_absent.add(locked_by);
    const gone = [...now_absent].filter((name) => absent.has(name));
    absent = now_absent;
    if (gone.length === 0) return;
    await client.query("select graphile_worker.force_unlock_workers($1::text[])", [gone]);
    log.warn({ workers: gone.length }, "jobs of workers that are no more were given back to the queue");
  };
}

/** A lock nobody holds can be had. The name of a worker of before this was kept holds none and counts as absent. */
async function isPresent(client: pg.Client, name: string): Promise<boolean> {
  const values = [PRESENCE_LOCK, name];
  const { rows } = await client.query<{ got: boolean }>(
    "select pg_try_advisory_lock($1::int, hashtext($2)) as got",
    values,
  );
  if (!rows[0]?.got) return true;
  await client.query("select pg_advisory_unlock($1::int, hashtext($2))", values);
  return false;
}
