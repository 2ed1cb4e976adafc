// The one PostgreSQL of a test run: durability off, a template database with the newest schema, quick copies of it.
// Two runs in one tree share the server: the last to end stops it.
import { randomBytes } from "node:crypto";
import path from "node:path";
import pg from "pg";
import { type EmbeddedPostgres, startPostgres } from "../src/platform/db/embedded.ts";
import { withFileLock } from "../src/platform/db/file-lock.ts";
import { migrate, schemaHash } from "../src/platform/db/migrate.ts";
import type { PostgresBinaries } from "../src/platform/db/postgres-binaries.ts";

/** What a worker needs to make databases of its own; plain data, so that it can cross process borders. */
export interface TestServer {
  readonly url: string;
  readonly template: string;
  readonly run: string;
  readonly major: number;
}

declare module "vitest" {
  interface ProvidedContext {
    postgres: TestServer;
  }
}

export interface OpenTestServer extends TestServer {
  readonly close: () => Promise<void>;
}

const root = path.resolve(import.meta.dirname, "../../..");
const template_lock_key = 7_310_551;

export async function openTestServer(
  dir = path.join(root, ".test-pg/data"),
  binaries?: PostgresBinaries,
): Promise<OpenTestServer> {
  const run = randomBytes(4).toString("hex");
  const { server, session } = await join(dir, run, binaries);
  const close = () => leave(server, session);
  try {
    const version = await session.query("show server_version_num");
    await dropLeftovers(session);
    const template = await ensureTemplate(session, server.url);
    return {
      url: server.url,
      template,
      run,
      major: Math.floor(Number(version.rows[0].server_version_num) / 10_000),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A fresh copy of the template; resolves to its owner's URL. */
export async function cloneDatabase(server: TestServer): Promise<string> {
  const name = `test_${server.run}_${randomBytes(5).toString("hex")}`;
  // A file copy is four times quicker than the default for a small template; PostgreSQL 15 calls it a strategy too.
  await asAdmin(server.url, `create database ${name} template ${server.template} strategy file_copy`);
  return onDatabase(server.url, name);
}

export function onDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

async function join(
  dir: string,
  run: string,
  binaries?: PostgresBinaries,
): Promise<{ server: EmbeddedPostgres; session: pg.Client }> {
  for (let attempt = 1; ; attempt += 1) {
    const server = await startPostgres({ dir, profile: "test", ...(binaries ? { binaries } : {}) });
    // This session marks the run as alive for as long as it lasts.
    const session = new pg.Client({ connectionString: server.url, application_name: `test run ${run}` });
    session.on("error", () => {});
    try {
      await session.connect();
      return { server, session };
    } catch (error) {
      // Another run may have been stopping the server at this very moment.
      if (attempt === 3) throw error;
    }
  }
}

async function leave(server: EmbeddedPostgres, session: pg.Client): Promise<void> {
  await withFileLock(`${server.dir}.lock`, async () => {
    const others = await session.query(
      "select 1 from pg_stat_activity where application_name like 'test run %' and pid <> pg_backend_pid()",
    );
    await session.end();
    if (others.rowCount === 0) await server.stop();
  });
}

/** Databases of runs that are over; a live run's are spared. */
async function dropLeftovers(session: pg.Client): Promise<void> {
  const { rows } = await session.query(`
    select d.datname from pg_database d
    where d.datname like 'test\\_%'
      and not exists (select from pg_stat_activity a where a.application_name = 'test run ' || split_part(d.datname, '_', 2))`);
  for (const { datname } of rows) await session.query(`drop database if exists ${datname} with (force)`);
}

async function ensureTemplate(session: pg.Client, url: string): Promise<string> {
  const template = `template_${schemaHash()}`;
  await session.query("select pg_advisory_lock($1)", [template_lock_key]);
  try {
    const { rows } = await session.query("select datname from pg_database where datname like 'template\\_%'");
    const names = rows.map((row) => row.datname as string);
    if (!names.includes(template)) {
      for (const name of names) await session.query(`drop database ${name}`).catch(() => {}); // in use by another run
      const draft = `draft_${template}`;
      await session.query(`drop database if exists ${draft} with (force)`);
      await session.query(`create database ${draft}`);
      await migrate(onDatabase(url, draft));
      await session.query(`alter database ${draft} rename to ${template}`);
    }
  } finally {
    await session.query("select pg_advisory_unlock($1)", [template_lock_key]);
  }
  return template;
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
