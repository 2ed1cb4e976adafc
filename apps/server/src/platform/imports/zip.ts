import { Readable } from "node:stream";
import { createInflateRaw } from "node:zlib";
import { AppError } from "../kernel/errors.ts";

/** Bytes of a file at a place, as many as asked for unless it ends. */
export type ReadAt = (offset: number, length: number) => Promise<Buffer>;

export interface ZipEntry {
  offset: number;
  packed_bytes: number;
  method: number;
}

const END_BYTES = 22;
const COMMENT_BYTES = 65_535;
const MOST_ENTRIES = 2_000;
const DIRECTORY_BYTES = 1024 * 1024;
const PIECE_BYTES = 64 * 1024;
/** A table of a million rows unpacks to less; a bomb to more. */
const UNPACKED_BYTES = 1024 * 1024 * 1024;
/** Rows that repeat each other pack to a hundredth; a bomb to a thousandth. */
const MOST_RATIO = 250;
const RATIO_FROM_BYTES = 8 * 1024 * 1024;

const broken = () => new AppError("file_unreadable", { reason: "ZIP" });

/** What an archive holds, by name. Nothing is unpacked. @throws file_unreadable · file_too_dense */
export async function listEntries(readAt: ReadAt, size_bytes: number): Promise<Map<string, ZipEntry>> {
  const tail_at = Math.max(0, size_bytes - END_BYTES - COMMENT_BYTES);
  const tail = await readAt(tail_at, size_bytes - tail_at);
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0 || end + END_BYTES > tail.length) throw broken();
  const count = tail.readUInt16LE(end + 10);
  const length = tail.readUInt32LE(end + 12);
  if (count > MOST_ENTRIES || length > DIRECTORY_BYTES) throw new AppError("file_too_dense");
  const directory = await readAt(tail.readUInt32LE(end + 16), length);
  const entries = new Map<string, ZipEntry>();
  for (let at = 0, n = 0; n < count; n++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50) throw broken();
    const name_bytes = directory.readUInt16LE(at + 28);
    const name = directory.toString("utf8", at + 46, at + 46 + name_bytes);
    const entry = {
      method: directory.readUInt16LE(at + 10),
      packed_bytes: directory.readUInt32LE(at + 20),
      offset: directory.readUInt32LE(at + 42),
    };
    // Encrypted, or two things under one name: no spreadsheet writes that.
    if ((directory.readUInt16LE(at + 8) & 1) === 1 || entries.has(name)) throw broken();
    entries.set(name, entry);
    at += 46 + name_bytes + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/** Unpacks one entry piece by piece; what it claims to be is not believed, what comes out is counted. */
export async function* unpack(readAt: ReadAt, entry: ZipEntry): AsyncGenerator<Buffer> {
  const head = await readAt(entry.offset, 30);
  if (head.length < 30 || head.readUInt32LE(0) !== 0x04034b50) throw broken();
  const from = entry.offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  const packed = Readable.from(pieces(readAt, from, entry.packed_bytes));
  if (entry.method !== 0 && entry.method !== 8) throw broken();
  const inflate = entry.method === 8 ? createInflateRaw() : undefined;
  packed.once("error", (error) => inflate?.destroy(error));
  const content: AsyncIterable<Buffer> = inflate ? packed.pipe(inflate) : packed;
  let unpacked = 0;
  try {
    for await (const piece of content) {
      unpacked += piece.length;
      const is_dense = unpacked > RATIO_FROM_BYTES && unpacked > entry.packed_bytes * MOST_RATIO;
      if (is_dense || unpacked > UNPACKED_BYTES) throw new AppError("file_too_dense");
      yield piece;
    }
  } catch (error) {
    throw String((error as { code?: unknown }).code).startsWith("Z_") ? broken() : error;
  } finally {
    packed.destroy();
    inflate?.destroy();
  }
}

async function* pieces(readAt: ReadAt, from: number, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < length; at += PIECE_BYTES) {
    yield await readAt(from + at, Math.min(PIECE_BYTES, length - at));
  }
}
