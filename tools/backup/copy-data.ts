// A copy of a data folder while the server writes to it. What is torn or vanishes meanwhile is mended by the write-ahead
// log between the backup's start and its end.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { type FileHandle, mkdir, open, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { CopiedFile } from "./manifest.ts";

export interface Copied {
  readonly folders: readonly string[];
  readonly files: readonly CopiedFile[];
}

/** Kept, but empty: made anew by every start. */
const EMPTIED = new Set([
  "pg_dynshmem",
  "pg_notify",
  "pg_replslot",
  "pg_serial",
  "pg_snapshots",
  "pg_stat_tmp",
  "pg_subtrans",
  "pg_wal",
]);
const LEFT_OUT = /^(postmaster\.(pid|opts)|current_logfiles|backup_label.*|tablespace_map.*|\w+\.signal)$/;
const PASSING = /^(pgsql_tmp|pg_internal\.init)/;
const CONTROL = "global/pg_control";
const CHUNK_BYTES = 1024 * 1024;
/** There are thousands of small files, and each must be on the disk: file systems write what waits together at once. */
const FILES_AT_A_TIME = 32;

export async function copyData(from: string, to: string): Promise<Copied> {
  if (readdirSync(path.join(from, "pg_tblspc")).length > 0) {
    throw new Error("the database has tablespaces outside its folder: use pgBackRest (docs/operations.md)");
  }
  const folders: string[] = [];
  const files: CopiedFile[] = [];
  const entries = walk(from, "");
  const hand = async () => {
    for (const entry of entries) {
      const target = path.join(to, entry.path);
      if (entry.is_folder) {
        mkdirSync(target, { recursive: true, mode: 0o700 });
        folders.push(entry.path);
      } else if (entry.path !== CONTROL) {
        const copied = await copyFile(path.join(from, entry.path), target, entry.path);
        if (copied) files.push(copied);
      }
    }
  };
  await Promise.all(Array.from({ length: FILES_AT_A_TIME }, hand));
  for (const inside of ["pg_wal/archive_status", "pg_wal/summaries"]) {
    await mkdir(path.join(to, inside), { recursive: true, mode: 0o700 });
    folders.push(inside);
  }
  // Last, as the server's own tool does it.
  files.push(await copyControl(path.join(from, CONTROL), path.join(to, CONTROL)));
  return { folders, files };
}

interface Entry {
  readonly path: string;
  readonly is_folder: boolean;
}

function* walk(root: string, below: string): Generator<Entry> {
  for (const entry of listed(path.join(root, below))) {
    const name = path.join(below, entry.name);
    if (PASSING.test(entry.name) || (below === "" && LEFT_OUT.test(entry.name))) continue;
    if (entry.isDirectory()) {
      yield { path: name, is_folder: true };
      if (!EMPTIED.has(name)) yield* walk(root, name);
    } else if (entry.isFile()) yield { path: name, is_folder: false };
  }
}

function listed(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    // A database was dropped while it was copied.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

/** As long as it is now; undefined when it is gone meanwhile. */
async function copyFile(from: string, to: string, name: string): Promise<CopiedFile | undefined> {
  let source: FileHandle;
  try {
    source = await open(from, "r");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  const target = await open(to, "w", 0o600);
  const hash = createHash("sha256");
  let size_bytes = 0;
  try {
    const { size } = await source.stat();
    const buffer = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, size));
    while (size_bytes < size) {
      const { bytesRead } = await source.read(buffer, 0, Math.min(CHUNK_BYTES, size - size_bytes), size_bytes);
      if (bytesRead === 0) break;
      const part = buffer.subarray(0, bytesRead);
      hash.update(part);
      await target.writev([part]);
      size_bytes += bytesRead;
    }
    await target.datasync();
  } finally {
    await source.close();
    await target.close();
  }
  return { path: name, size_bytes, sha256: hash.digest("hex") };
}

/** Read until two readings agree: the server may be writing it at this very moment. */
async function copyControl(from: string, to: string): Promise<CopiedFile> {
  let content = readFileSync(from);
  for (;;) {
    await sleep(5);
    const again = readFileSync(from);
    if (again.equals(content)) break;
    content = again;
  }
  await writeFile(to, content, { mode: 0o600, flush: true });
  return { path: CONTROL, size_bytes: content.length, sha256: createHash("sha256").update(content).digest("hex") };
}
