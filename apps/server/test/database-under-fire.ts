// A durable PostgreSQL of its own that a test kills with -9, as when the power goes, and starts again on the same port.
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { type EmbeddedPostgres, startPostgres } from "../src/platform/db/embedded.ts";
import { migrate } from "../src/platform/db/migrate.ts";
import { readPostmaster } from "../src/platform/db/postmaster.ts";
import type { Query } from "./crash-ledger.ts";
import { onDatabase } from "./postgres.ts";

export interface DatabaseUnderFire {
  /** A migrated database. */
  readonly url: string;
  /** The postmaster and its processes die at once; resolves when a new one answers on the same port. */
  killAndRestart(): Promise<void>;
  stop(): Promise<void>;
}

export async function startDatabaseUnderFire(folder: string): Promise<DatabaseUnderFire> {
  const options = { dir: path.join(folder, "postgres"), profile: "durable" } as const;
  let running = await startPostgres(options);
  const { port } = running;
  await withOwner(running.url, async (query) => void (await query("create database huiyou")));
  const url = onDatabase(running.url, "huiyou");
  await migrate(url);
  return {
    url,
    async killAndRestart() {
      await killPostgres(running);
      running = await startPostgres({ ...options, port });
    },
    stop: () => running.stop(),
  };
}

export async function killPostgres(server: EmbeddedPostgres): Promise<void> {
  let pids: { pid: number }[] = [];
  await withOwner(server.url, async (query) => {
    pids = await query<{ pid: number }>("select pid from pg_stat_activity");
  });
  for (const { pid } of [server, ...pids]) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It ended by itself meanwhile.
    }
  }
  while (readPostmaster(server.dir)) await sleep(5);
}

/** Statements as the owner, past row-level security. */
export async function withOwner(url: string, work: (query: Query) => Promise<void>): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  try {
    await work(async <Row>(text: string, values?: unknown[]) => (await pool.query(text, values)).rows as Row[]);
  } finally {
    await pool.end();
  }
}
