import { createHash } from "node:crypto";
import { readdirSync, readFileSync, existsSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { runMigrations as migrateJobs } from "graphile-worker";

const ROOT = path.resolve(import.meta.dirname, "../../../../..");
const LOCK_KEY = 4_820_771;

interface SqlFile {
  name: string;
  text: string;
  hash: string;
}

const load = (file: string): SqlFile => {
  const text = readFileSync(file, "utf8");
  return { name: path.relative(ROOT, file), text, hash: createHash("sha256").update(text).digest("hex") };
};

function listMigrations(): SqlFile[] {
  const folder = path.join(ROOT, "database/migrations");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".sql"))
    .sort()
    .map((name) => load(path.join(folder, name)));
}

/** Functions are code: each room's files are created anew whenever one changes. Grants come last, over everything. */
function listRepeatables(): SqlFile[] {
  const rooms = path.join(import.meta.dirname, "../../modules");
  const files = (existsSync(rooms) ? readdirSync(rooms) : [])
    .sort()
    .flatMap((room) => functionFiles(path.join(rooms, room, "db")));
  return [...functionFiles(import.meta.dirname), ...files, path.join(ROOT, "database/grants.sql")].map(load);
}

/** `functions.sql`, and `functions-<what>.sql` where one file would be too long. */
function functionFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^functions(-[a-z]+)*\.sql$/.test(name))
    .sort()
    .map((name) => path.join(folder, name));
}

/** One hash over everything that shapes the database: names a template database, tells whether a snapshot is stale. */
export function schemaHash(): string {
  const hash = createHash("sha256");
  for (const file of [...listMigrations(), ...listRepeatables()]) hash.update(file.name).update(file.hash);
  return hash.digest("hex").slice(0, 16);
}

/** The migrations this program was written against. */
export function expectedMigrations(): string[] {
  return listMigrations().map((file) => file.name);
}

export interface MigrationReport {
  applied: string[];
}

/**
 * Brings a database to the newest schema. `url` must be allowed to create schemas and roles. Safe to call from many
 * processes at once: one works, the others wait and find it done.
 */
export async function migrate(url: string): Promise<MigrationReport> {
  const client = new pg.Client({ connectionString: url, application_name: "huiyou-migrate" });
  client.on("error", () => {});
  await client.connect();
  const applied: string[] = [];
  try {
    await client.query("select pg_advisory_lock($1)", [LOCK_KEY]);
    await client.query(`create schema if not exists platform;
      create table if not exists platform.migration (name text primary key, hash text not null, applied_at timestamptz not null default now())`);
    const done = new Map<string, string>();
    for (const row of (await client.query("select name, hash from platform.migration")).rows)
      done.set(row.name, row.hash);
    for (const file of listMigrations()) {
      const hash = done.get(file.name);
      if (hash !== undefined && hash !== file.hash)
        throw new Error(`${file.name} was changed after it was applied: add a new migration`);
      if (hash === undefined) await apply(client, file, applied);
    }
    await migrateJobs({ connectionString: url });
    const repeatables = listRepeatables();
    // A function file may call another room's: when one changes, all are created anew, in one transaction.
    if (applied.length > 0 || repeatables.some((file) => done.get(file.name) !== file.hash)) {
      for (const file of repeatables) await apply(client, file, applied);
    }
  } finally {
    await client.end();
  }
  return { applied };
}

async function apply(client: pg.Client, file: SqlFile, applied: string[]): Promise<void> {
  await client.query("begin");
  try {
    // Bodies are checked when called, so that files may name each other's functions in any order.
    await client.query("set local check_function_bodies = off");
    await client.query(file.text);
    await client.query(
      "insert into platform.migration (name, hash) values ($1, $2) on conflict (name) do update set hash = excluded.hash, applied_at = now()",
      [file.name, file.hash],
    );
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    const where = error instanceof pg.DatabaseError && error.position ? ` near character ${error.position}` : "";
    throw new Error(`${file.name}${where}: ${(error as Error).message}`, { cause: error });
  }
  applied.push(file.name);
}
