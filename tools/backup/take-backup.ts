// A base backup of the running embedded database, by PostgreSQL's own protocol: start, copy, stop.
import { existsSync, lstatSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { withFileLock } from "../../apps/server/src/platform/db/file-lock.ts";
import { canReach, serverAccount } from "../../apps/server/src/platform/db/postgres-binaries.ts";
import { archiveLink } from "../../apps/server/src/platform/db/wal-archive.ts";
import { UsageError } from "../dev/terminal.ts";
import { copyData } from "./copy-data.ts";
import { type Chain, type ChainOwner, createChain, ownerOf, timeName } from "./folder.ts";
import { type Keys, saveKeys } from "./keys.ts";
import { writeManifest } from "./manifest.ts";
import { prune } from "./prune.ts";
import { currentChain } from "./wal-shipper.ts";

/** A segment of 16 MiB is archived in well under a second; a slow network disk has time. */
const ARCHIVE_PATIENCE_MS = 60_000;

export interface BackupOptions {
  /** The superuser's URL of the running server. */
  readonly url: string;
  /** Its data folder. */
  readonly dir: string;
  readonly folder: string;
  /** So many whole backups stay; older ones go with the log that only they need. */
  readonly keep: number;
  readonly keys: Keys;
  readonly installation: Readonly<Record<string, string>>;
}

export interface TakenBackup {
  readonly name: string;
  readonly folder: string;
  readonly size_bytes: number;
  readonly removed: readonly string[];
}

export async function takeBackup(options: BackupOptions): Promise<TakenBackup> {
  const folder = path.resolve(options.folder);
  requirePlace(folder, options.dir);
  return await withFileLock(path.join(folder, ".lock"), async () => {
    const client = new pg.Client({ connectionString: options.url, application_name: "huiyou-backup" });
    client.on("error", () => {});
    await client.connect();
    try {
      const chain = await requireChain(client, folder, options.dir);
      const taken = await copy(client, chain, options);
      return { ...taken, removed: prune(folder, options.keep, chain) };
    } finally {
      await client.end();
    }
  });
}

function requirePlace(folder: string, dir: string): void {
  if (`${folder}${path.sep}`.startsWith(`${dir}${path.sep}`)) {
    throw new UsageError(`${folder} lies inside the database's own folder: choose another, best on another disk`);
  }
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  if (!canReach(folder, serverAccount())) {
    throw new UsageError(
      `the database's account cannot enter ${folder}: choose a folder outside of private homes, such as /var/backups/huiyou`,
    );
  }
}

/** The log's place is set before the backup starts, so that nothing between the two is missing. */
async function requireChain(client: pg.Client, folder: string, dir: string): Promise<Chain> {
  const { rows } = await client.query(`
    select current_setting('archive_mode') as archive_mode, s.system_identifier::text, c.timeline_id as timeline
    from pg_control_system() s, pg_control_checkpoint() c`);
  const { archive_mode, ...owner } = rows[0] as ChainOwner & { archive_mode: string };
  if (archive_mode !== "on") {
    throw new UsageError(
      "the database was started by an older ./dev and keeps no log: stop it, start it again, and repeat",
    );
  }
  const current = currentChain(dir);
  if (current && path.dirname(current.folder) === folder && isSame(ownerOf(current), owner)) return current;
  // real time: a name for people
  const chain = createChain(folder, owner, new Date());
  const link = archiveLink(dir);
  symlinkSync(chain.wal, `${link}.new`);
  renameSync(`${link}.new`, link);
  return chain;
}

function isSame(one: ChainOwner | undefined, other: ChainOwner): boolean {
  return one?.system_identifier === other.system_identifier && one.timeline === other.timeline;
}

/** The log is let go of again. What was kept so far stays restorable up to now. */
export function stopArchiving(dir: string): boolean {
  const link = archiveLink(dir);
  if (!lstatSync(link, { throwIfNoEntry: false })) return false;
  rmSync(link);
  return true;
}

async function copy(client: pg.Client, chain: Chain, options: BackupOptions) {
  const started_at = new Date();
  const name = timeName(started_at);
  const draft = path.join(chain.folder, `${name}.part`);
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(path.join(draft, "data"), { recursive: true, mode: 0o700 });
  const start = await one<StartRow>(client, START, [`huiyou ${name}`]);
  const copied = await copyData(options.dir, path.join(draft, "data"));
  const stop = await one<StopRow>(client, "select labelfile, pg_walfile_name(lsn) as wal from pg_backup_stop(false)");
  writeFileSync(path.join(draft, "data/backup_label"), stop.labelfile, { mode: 0o600, flush: true });
  await untilArchived(client, chain, stop.wal);
  const size_bytes = copied.files.reduce((sum, file) => sum + file.size_bytes, 0);
  writeManifest(draft, {
    format: 1,
    started_at: started_at.toISOString(),
    finished_at: new Date().toISOString(),
    postgres_major: start.major,
    system_identifier: start.system_identifier,
    timeline: Number.parseInt(start.wal.slice(0, 8), 16),
    start_wal: start.wal,
    stop_wal: stop.wal,
    segment_bytes: start.segment_bytes,
    size_bytes,
    ...saveKeys(options.keys, draft),
    installation: options.installation,
    ...copied,
  });
  const folder = path.join(chain.folder, name);
  renameSync(draft, folder);
  return { name, folder, size_bytes };
}

interface StartRow {
  wal: string;
  major: number;
  system_identifier: string;
  segment_bytes: number;
}
interface StopRow {
  labelfile: string;
  wal: string;
}

const START = `
  select pg_walfile_name(lsn) as wal, current_setting('server_version_num')::int / 10000 as major,
         (select system_identifier::text from pg_control_system()) as system_identifier,
         pg_size_bytes(current_setting('wal_segment_size'))::int as segment_bytes
  from pg_backup_start($1, true) as lsn`;

async function one<Row>(client: pg.Client, text: string, values: unknown[] = []): Promise<Row> {
  return (await client.query(text, values)).rows[0] as Row;
}

async function untilArchived(client: pg.Client, chain: Chain, wal: string): Promise<void> {
  for (let waited_ms = 0; waited_ms < ARCHIVE_PATIENCE_MS; waited_ms += 50) {
    if (existsSync(path.join(chain.wal, wal))) return;
    await sleep(50);
  }
  const { rows } = await client.query("select failed_count::int as n, last_failed_wal as wal from pg_stat_archiver");
  const { n, wal: failed } = rows[0] as { n: number; wal: string | null };
  throw new Error(
    `the server does not archive its log to ${chain.wal} (failed ${n} times, last ${failed ?? "none"}): see its log for why`,
  );
}
