// The database that ./dev works on: the embedded one below DATA_DIR, or the one DATABASE_URL names.
import { mkdirSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { serverDir, startPostgres } from "../../apps/server/src/platform/db/embedded.ts";
import { dataDir } from "./paths.ts";
import { liveRun } from "./run-file.ts";
import { UsageError } from "./terminal.ts";

export interface OpenDatabase {
  readonly url: string;
  readonly embedded: boolean;
  /** Stops the embedded server unless it already ran before. */
  readonly close: () => Promise<void>;
  /** Stops the embedded server whoever started it. */
  readonly stop: () => Promise<void>;
}

const database_name = "huiyou";
const versions = { least: 15, most: 18 };

export async function openDatabase(): Promise<OpenDatabase> {
  const given = process.env.DATABASE_URL;
  return given ? await openGiven(given) : await openEmbedded();
}

/** The data folder of the embedded server. */
export function embeddedDir(): string {
  return serverDir(path.join(dataDir(), "postgres"));
}

/** What works on the server's own files cannot work on somebody else's server. */
export function requireEmbedded(command: string): void {
  if (!process.env.DATABASE_URL) return;
  throw new UsageError(
    `./dev ${command} works on the embedded database only, and DATABASE_URL names another one: ` +
      "docs/operations.md tells how to back it up, restore it and try that with pgBackRest",
  );
}

async function openGiven(url: string): Promise<OpenDatabase> {
  await withClient(url, async (client) => {
    const { rows } = await client.query("select current_setting('server_version_num')::int / 10000 as major");
    const { major } = rows[0] as { major: number };
    if (major < versions.least || major > versions.most) {
      throw new Error(`DATABASE_URL is a PostgreSQL ${major}; Huiyou runs on ${versions.least} to ${versions.most}`);
    }
  });
  const nothing = async () => {};
  return { url, embedded: false, close: nothing, stop: nothing };
}

async function openEmbedded(): Promise<OpenDatabase> {
  mkdirSync(dataDir(), { recursive: true });
  const server = await startPostgres({ dir: path.join(dataDir(), "postgres"), profile: "durable" });
  await withClient(server.url, async (client) => {
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [database_name]);
    if (rowCount === 0) await client.query(`create database ${database_name}`);
  });
  const url = new URL(server.url);
  url.pathname = `/${database_name}`;
  const close = async () => {
    if (!server.adopted && !liveRun()) await server.stop();
  };
  return { url: url.href, embedded: true, close, stop: server.stop };
}

export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: "dev" });
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
