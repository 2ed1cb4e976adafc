// Makes a data folder from a base backup and the log after it, and lets the server roll it forward. Until it is whole nobody can
// reach it: it listens on a socket in a private folder only.
import { createHash, randomBytes } from "node:crypto";
import {
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { copyFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { type EmbeddedPostgres, startPostgres } from "../../apps/server/src/platform/db/embedded.ts";
import type { Backup } from "./folder.ts";
import { giveToServer } from "./folder.ts";
import { hashFile } from "./manifest.ts";
import { listSegments, nextSegment } from "./segments.ts";

/** Beside what is copied: the log that the recovery itself writes. */
const SPARE_BYTES = 256 * 1024 * 1024;

export interface RecoverOptions {
  readonly backup: Backup;
  /** The new data folder; must not exist. */
  readonly dir: string;
  readonly to?: Date;
  /** A drill's copy is thrown away: no need to wait for the disk. */
  readonly throwaway: boolean;
}

export interface Recovered {
  /** The superuser's URL of the database `huiyou`, over the private socket. */
  readonly url: string;
  /** When the last thing that is in it was written down, as far as the log tells. */
  readonly last_commit_at: Date | null;
  readonly stop: () => Promise<void>;
}

export interface LogCopy {
  readonly segments: number;
  /** The first one that is neither in the archive nor in its tail although later ones are. */
  readonly missing: string | undefined;
  /** Until when the log is known. */
  readonly until: Date;
}

/** Copies and checks the files of the backup. Throws when one of them is not what was written. */
export async function layDown({ backup, dir }: Pick<RecoverOptions, "backup" | "dir">): Promise<LogCopy> {
  const { manifest, folder, chain } = backup;
  requireSpace(backup, path.dirname(dir));
  makeFolder(dir);
  for (const inside of manifest.folders) makeFolder(path.join(dir, inside));
  // The log first: a drill measures what was kept by now, and not what comes while the files are copied.
  const log = await copyLog(backup, path.join(dir, "pg_wal"), chain.wal);
  const copy = async (name: string, sha256?: string) => {
    const target = path.join(dir, name);
    if ((await copyHashed(path.join(folder, "data", name), target)) !== sha256 && sha256 !== undefined) {
      throw new Error(
        `${folder}/data/${name} is not what was written: this backup is damaged, take an older one (--backup)`,
      );
    }
    giveToServer(target);
  };
  for (const file of manifest.files) await copy(file.path, file.sha256);
  await copy("backup_label");
  return log;
}

const SMALL_BYTES = 4 * 1024 * 1024;

/** Thousands of small files in one reading each; large ones are shared by file systems that can. */
async function copyHashed(from: string, to: string): Promise<string> {
  if (statSync(from).size <= SMALL_BYTES) {
    const content = readFileSync(from);
    writeFileSync(to, content, { mode: 0o600 });
    return createHash("sha256").update(content).digest("hex");
  }
  await copyFile(from, to, constants.COPYFILE_FICLONE);
  chmodSync(to, 0o600);
  return await hashFile(to);
}

/** The log goes into the data folder itself: the server reads it with its own account, whoever owns the backup. */
async function copyLog({ manifest, chain }: Backup, pg_wal: string, wal: string): Promise<LogCopy> {
  const known = new Set([...listSegments(wal), ...listSegments(chain.tail)]);
  const names: string[] = [];
  let name = manifest.start_wal;
  for (; known.has(name); name = nextSegment(name, manifest.segment_bytes)) names.push(name);
  if (name <= manifest.stop_wal) throw new Error(`segment ${name} is missing: this backup cannot be restored`);
  let until = new Date(manifest.finished_at);
  // The newest first, as it stands at this moment.
  for (const one of names.toReversed()) {
    const target = path.join(pg_wal, one);
    const written_at = await copySegment(
      [path.join(wal, one), path.join(chain.tail, one), path.join(wal, one)],
      target,
    );
    chmodSync(target, 0o600);
    giveToServer(target);
    if (written_at > until) until = written_at;
  }
  const newest = [...known].sort().at(-1) ?? "";
  return { segments: names.length, until, missing: newest > name ? name : undefined };
}

/** From the archive, else from its tail, else from the archive, where it may have gone meanwhile. */
async function copySegment(places: readonly string[], target: string): Promise<Date> {
  for (const [index, from] of places.entries()) {
    try {
      const { mtime } = statSync(from);
      await copyFile(from, target, constants.COPYFILE_FICLONE);
      return mtime;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT" || index === places.length - 1) throw error;
    }
  }
  throw new Error(`${target} has no place to come from`);
}

/** Lets the server roll the folder forward and opens it for writing. */
export async function rollForward({ dir, to, throwaway }: Omit<RecoverOptions, "backup">): Promise<Recovered> {
  writeFileSync(`${dir}.password`, randomBytes(24).toString("base64url"), { mode: 0o600 });
  giveToServer(`${dir}.password`);
  writeFileSync(path.join(dir, "recovery.signal"), "", { mode: 0o600 });
  giveToServer(path.join(dir, "recovery.signal"));
  const socket = privateSocket();
  try {
    const server = await startPostgres({
      dir,
      profile: "durable",
      attempts: 1,
      settings: { ...recoverySettings(to), ...socket.settings, ...(throwaway ? CARELESS : {}) },
    });
    const url = `postgres://postgres@/huiyou?host=${encodeURIComponent(socket.folder)}&port=${server.port}`;
    const last_commit_at = await settle(url, dir, server);
    return {
      url,
      last_commit_at,
      stop: async () => {
        await server.stop();
        rmSync(socket.folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(socket.folder, { recursive: true, force: true });
    throw error;
  }
}

/** It stays on its own history: other ones in the folder belong to other lives of the database. */
function recoverySettings(to: Date | undefined): Record<string, string> {
  return {
    archive_mode: "off",
    hot_standby: "off",
    shared_buffers: "128MB",
    // All of it lies in pg_wal already.
    restore_command: "false",
    recovery_target_timeline: "current",
    recovery_target_action: "promote",
    ...(to ? { recovery_target_time: to.toISOString().replace("T", " ").replace("Z", "+00") } : {}),
  };
}

const CARELESS = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", autovacuum: "off" };

function privateSocket() {
  const folder = mkdtempSync(path.join(os.tmpdir(), "huiyou-"));
  giveToServer(folder);
  const hba = path.join(folder, "hba.conf");
  writeFileSync(hba, "local all all trust\n", { mode: 0o600 });
  giveToServer(hba);
  return { folder, settings: { listen_addresses: "", unix_socket_directories: folder, hba_file: hba } };
}

/** The password of the lost one is unknown: the restored one gets that of its new file. */
async function settle(url: string, dir: string, server: EmbeddedPostgres): Promise<Date | null> {
  const client = new pg.Client({ connectionString: url, application_name: "huiyou-restore" });
  try {
    await client.connect();
    const password = decodeURIComponent(new URL(server.url).password);
    await client.query(`alter role postgres password ${client.escapeLiteral(password)}`);
    const { rows } = await client.query("select pg_last_xact_replay_timestamp() as at");
    return (rows[0] as { at: Date | null }).at;
  } catch (error) {
    await server.stop();
    throw error;
  } finally {
    await client.end().catch(() => {});
  }
}

function requireSpace(backup: Backup, parent: string): void {
  mkdirSync(parent, { recursive: true });
  const { bavail, bsize } = statfsSync(parent);
  const log_bytes = listSegments(backup.chain.wal).length * backup.manifest.segment_bytes;
  const wanted = backup.manifest.size_bytes + log_bytes + SPARE_BYTES;
  if (bavail * bsize < wanted) {
    throw new Error(`${parent} has ${mib(bavail * bsize)} MiB left, ${mib(wanted)} MiB are needed`);
  }
}

const mib = (bytes: number) => Math.floor(bytes / 1024 / 1024);

function makeFolder(folder: string): void {
  if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
  giveToServer(folder);
}
