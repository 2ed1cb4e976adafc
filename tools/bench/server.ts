// A database and a server of the bench's own: durable settings, empty at the start, gone at the end.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, chmodSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { startPostgres } from "../../apps/server/src/platform/db/embedded.ts";
import { migrate } from "../../apps/server/src/platform/db/migrate.ts";
import { createDatabase, type Database } from "../../apps/server/src/platform/db/pool.ts";
import { realClock } from "../../apps/server/src/platform/kernel/clock.ts";
import { createIds } from "../../apps/server/src/platform/kernel/ids.ts";
import { secureRandom } from "../../apps/server/src/platform/kernel/random.ts";
import type { Runtime } from "../../apps/server/src/platform/kernel/runtime.ts";
import { serverArguments } from "../dev/server-process.ts";

export interface BenchServer {
  readonly database_url: string;
  readonly port: number;
  readonly pid: number;
  readonly postgres_version: string;
  readonly database: Database;
  readonly owner: pg.Pool;
  readonly runtime: Runtime;
  close(): Promise<void>;
}

export async function startBenchServer(): Promise<BenchServer> {
  const home = mkdtempSync(path.join(os.tmpdir(), "huiyou-bench-"));
  chmodSync(home, 0o755);
  const postgres = await startPostgres({ dir: path.join(home, "pg"), profile: "durable" });
  const admin = new pg.Client({ connectionString: postgres.url });
  await admin.connect();
  await admin.query("create database bench");
  const { rows } = await admin.query<{ version: string }>("select current_setting('server_version') as version");
  await admin.end();
  const url = new URL(postgres.url);
  url.pathname = "/bench";
  const database_url = url.toString();
  await migrate(database_url);
  const owner = new pg.Pool({ connectionString: database_url, max: 4 });
  owner.on("error", () => {
    // On a busy machine the server may be going before an idle connection has said goodbye.
  });
  const database = createDatabase({ url: database_url, max: 4, application_name: "bench" });
  const api = await startApi(database_url, home);
  const end = async () => {
    await api.stop();
    await database.close();
    await owner.end();
    await postgres.stop();
    rmSync(home, { recursive: true, force: true });
  };
  let ending: Promise<void> | undefined;
  return {
    database_url,
    ...api,
    postgres_version: rows[0]?.version ?? "",
    database,
    owner,
    runtime: { clock: realClock, random: secureRandom, ids: createIds(realClock, secureRandom) },
    // Once: a bench that is stopped fails because of it, and ends what a signal is ending already.
    close: () => (ending ??= end()),
  };
}

async function startApi(database_url: string, home: string) {
  const port = await freePort();
  const child = spawn(process.execPath, [...serverArguments(), "--role=api,worker"], {
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...process.env,
      DATABASE_URL: database_url,
      DATA_DIR: home,
      PORT: String(port),
      LOG_LEVEL: "error",
      RATE_LIMIT_KEY: "0",
    },
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  for (let waited = 0; ; waited += 100) {
    if (child.exitCode !== null || waited > 30_000) throw new Error("the bench's server did not start");
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) break;
    await sleep(100);
  }
  return {
    port,
    pid: child.pid ?? 0,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
