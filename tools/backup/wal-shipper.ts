// Copies what the server has flushed of its write-ahead log to the backup folder, a few times a second, so that the loss of the
// data folder costs less than a second. Full segments are the server's own to archive; their copies here end then.
import { existsSync, readdirSync, readlinkSync, rmSync, statSync, utimesSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { archiveLink } from "../../apps/server/src/platform/db/wal-archive.ts";
import { chainAt, type Chain, giveToServer } from "./folder.ts";
import { listSegments, parseLsn, segmentName, segmentStart } from "./segments.ts";

const PAUSE_MS = 200;
const RETRY_MS = 1_000;
const CHUNK_BYTES = 1024 * 1024;

export interface WalShipper {
  stop(): Promise<void>;
}

export interface ShipperOptions {
  /** The superuser's URL of the embedded server. */
  readonly url: string;
  /** Its data folder. */
  readonly dir: string;
  readonly onTrouble: (message: string) => void;
}

export function startWalShipper(options: ShipperOptions): WalShipper {
  const stopping = new AbortController();
  const running = run(options, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

async function run(options: ShipperOptions, signal: AbortSignal): Promise<void> {
  let told = "";
  while (!signal.aborted) {
    const chain = currentChain(options.dir);
    if (chain) {
      try {
        await ship(options, chain, signal, () => (told = ""));
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        // A database that starts anew and a disk that is full are told once, not every second.
        if (message !== told && !signal.aborted) options.onTrouble(message);
        told = message;
      }
    }
    await sleep(RETRY_MS, undefined, { signal }).catch(() => {});
  }
}

/** Where this server's log goes; undefined when nobody has asked for backups. */
export function currentChain(dir: string): Chain | undefined {
  try {
    return chainAt(path.dirname(readlinkSync(archiveLink(dir))));
  } catch {
    return undefined;
  }
}

async function ship(
  { url, dir }: ShipperOptions,
  chain: Chain,
  signal: AbortSignal,
  onShipped: () => void,
): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: "huiyou-wal" });
  client.on("error", () => {});
  await client.connect();
  const tail = new Tail(path.join(dir, "pg_wal"), chain);
  try {
    while (!signal.aborted && currentChain(dir)?.folder === chain.folder) {
      const at = await readPosition(client);
      await tail.follow(at);
      // Where it stands, for health and figures, without writing anything.
      await client.query(`set application_name = 'huiyou-wal ${at.lsn_text} ${at.at_ms}'`);
      onShipped();
      await sleep(PAUSE_MS, undefined, { signal }).catch(() => {});
    }
    if (signal.aborted) await tail.follow(await readPosition(client));
  } finally {
    await tail.close();
    await client.end().catch(() => {});
  }
}

interface Position {
  readonly lsn: bigint;
  readonly lsn_text: string;
  readonly timeline: number;
  readonly segment_bytes: number;
  readonly at_ms: string;
}

async function readPosition(client: pg.Client): Promise<Position> {
  // The time first: everything acknowledged before it is below the position.
  const { rows } = await client.query(`
    select (extract(epoch from clock_timestamp()) * 1000)::bigint::text as at_ms, lsn::text as lsn_text,
           ('x' || left(pg_walfile_name(lsn), 8))::bit(32)::int as timeline,
           pg_size_bytes(current_setting('wal_segment_size'))::int as segment_bytes
    from pg_current_wal_flush_lsn() as lsn`);
  const row = rows[0] as Omit<Position, "lsn">;
  return { ...row, lsn: parseLsn(row.lsn_text) };
}

/** The copy of the segments that are not archived yet, continued from where it stands. */
class Tail {
  readonly #pg_wal: string;
  readonly #chain: Chain;
  #shipped: bigint | undefined;
  #target: { name: string; handle: FileHandle } | undefined;

  constructor(pg_wal: string, chain: Chain) {
    this.#pg_wal = pg_wal;
    this.#chain = chain;
  }

  async follow(at: Position): Promise<void> {
    const { lsn, timeline, segment_bytes } = at;
    let from = this.#shipped ?? this.#beginning(at);
    while (from < lsn) {
      const name = segmentName(timeline, from, segment_bytes);
      const start = segmentStart(name, segment_bytes);
      const end = start + BigInt(segment_bytes);
      const to = lsn < end ? lsn : end;
      if (!existsSync(path.join(this.#chain.wal, name))) {
        await this.#copy(name, { from: Number(from - start), to: Number(to - start), segment_bytes });
      }
      from = to;
      this.#shipped = from;
    }
    await this.#tidy(segmentName(timeline, lsn, segment_bytes));
    if (this.#target) {
      const now = new Date(Number(at.at_ms));
      utimesSync(path.join(this.#chain.tail, this.#target.name), now, now);
    }
  }

  async close(): Promise<void> {
    await this.#target?.handle.close();
    this.#target = undefined;
  }

  /** After a break: the oldest segment that is still there and not yet archived, else the current one. */
  #beginning({ lsn, timeline, segment_bytes }: Position): bigint {
    const current = segmentName(timeline, lsn, segment_bytes);
    const archived = listSegments(this.#chain.wal).at(-1);
    const waiting = archived
      ? listSegments(this.#pg_wal).filter(
          (name) => name.slice(0, 8) === current.slice(0, 8) && name > archived && name < current,
        )
      : [];
    return segmentStart(waiting[0] ?? current, segment_bytes);
  }

  async #copy(
    name: string,
    { from, to, segment_bytes }: { from: number; to: number; segment_bytes: number },
  ): Promise<void> {
    const file = path.join(this.#pg_wal, name);
    const source = await open(file, "r").catch((error: NodeJS.ErrnoException) => {
      // Archived and put to another use between two looks: the archive has it.
      if (error.code === "ENOENT" && existsSync(path.join(this.#chain.wal, name))) return undefined;
      throw error;
    });
    if (!source) return;
    try {
      const target = await this.#open(name, segment_bytes);
      const buffer = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, to - from));
      for (let at = from; at < to; ) {
        const { bytesRead } = await source.read(buffer, 0, Math.min(buffer.length, to - at), at);
        if (bytesRead === 0) throw new Error(`segment ${name} is shorter than what was flushed of it`);
        await target.write(buffer, 0, bytesRead, at);
        at += bytesRead;
      }
      await target.datasync();
      this.#refuseReused(name, (await source.stat()).ino, file);
    } finally {
      await source.close();
    }
  }

  /** A segment that was recycled while it was read has another name by now, and what was read is not to be trusted. */
  #refuseReused(name: string, inode: number, file: string): void {
    if (existsSync(file) && statSync(file).ino === inode) return;
    rmSync(path.join(this.#chain.tail, name), { force: true });
    if (!existsSync(path.join(this.#chain.wal, name))) throw new Error(`segment ${name} was recycled unarchived`);
  }

  async #open(name: string, segment_bytes: number): Promise<FileHandle> {
    if (this.#target?.name === name) return this.#target.handle;
    await this.close();
    const file = path.join(this.#chain.tail, name);
    const exists = existsSync(file);
    const handle = await open(file, exists ? "r+" : "w", 0o600);
    if (!exists) giveToServer(file);
    // The server takes whole segments only; the rest is empty until it is written.
    await handle.truncate(segment_bytes);
    this.#target = { name, handle };
    return handle;
  }

  async #tidy(current: string): Promise<void> {
    for (const name of readdirSync(this.#chain.tail)) {
      if (name >= current || !existsSync(path.join(this.#chain.wal, name))) continue;
      if (this.#target?.name === name) await this.close();
      rmSync(path.join(this.#chain.tail, name));
    }
  }
}
