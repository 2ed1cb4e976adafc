// A zip archive written piece by piece (APPNOTE 6.3): what was written is never held, and what is left to know is a small
// state of plain JSON, so that another process can go on. Every piece is deflated by itself and ends on a byte, and pieces
// in a row are one deflate stream (RFC 1951).
import { constants, crc32, deflateRawSync } from "node:zlib";

interface Entry {
  name: string;
  offset: number;
  crc: number;
  packed: number;
  size: number;
}

export interface ZipState {
  offset: number;
  closed: Entry[];
  open: Entry | null;
}

export const NEW_ZIP: ZipState = { offset: 0, closed: [], open: null };

export interface Zipped {
  bytes: Buffer;
  state: ZipState;
}

const VERSION = 20;
/** Sizes follow the content; names are UTF-8. */
const FLAGS = 0x0808;
const DEFLATED = 8;
/** 1980-01-01: a file says itself when it was made. */
const DAY = 0x21;
/** An empty last block. */
const END_OF_STREAM = Buffer.from([3, 0]);

export function openEntry(state: ZipState, name: string): Zipped {
  const file_name = Buffer.from(name);
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(VERSION, 4);
  head.writeUInt16LE(FLAGS, 6);
  head.writeUInt16LE(DEFLATED, 8);
  head.writeUInt16LE(DAY, 12);
  head.writeUInt16LE(file_name.length, 26);
  const bytes = Buffer.concat([head, file_name]);
  const open = { name, offset: state.offset, crc: 0, packed: 0, size: 0 };
  return { bytes, state: { ...state, offset: state.offset + bytes.length, open } };
}

export function addContent(state: ZipState, content: Buffer): Zipped {
  const open = opened(state);
  const bytes = deflateRawSync(content, { finishFlush: constants.Z_FULL_FLUSH });
  const grown = {
    ...open,
    crc: crc32(content, open.crc),
    packed: open.packed + bytes.length,
    size: open.size + content.length,
  };
  return { bytes, state: { ...state, offset: state.offset + bytes.length, open: grown } };
}

export function closeEntry(state: ZipState): Zipped {
  const open = opened(state);
  const entry = { ...open, packed: open.packed + END_OF_STREAM.length };
  const tail = Buffer.alloc(16);
  tail.writeUInt32LE(0x08074b50, 0);
  writeSizes(tail, 4, entry);
  const bytes = Buffer.concat([END_OF_STREAM, tail]);
  return { bytes, state: { offset: state.offset + bytes.length, closed: [...state.closed, entry], open: null } };
}

/** The directory; nothing follows it. */
export function endZip({ closed, offset }: ZipState): Buffer {
  const entries = closed.map((entry) => {
    const name = Buffer.from(entry.name);
    const head = Buffer.alloc(46);
    head.writeUInt32LE(0x02014b50, 0);
    head.writeUInt16LE(VERSION, 4);
    head.writeUInt16LE(VERSION, 6);
    head.writeUInt16LE(FLAGS, 8);
    head.writeUInt16LE(DEFLATED, 10);
    head.writeUInt16LE(DAY, 14);
    writeSizes(head, 16, entry);
    head.writeUInt16LE(name.length, 28);
    head.writeUInt32LE(entry.offset, 42);
    return Buffer.concat([head, name]);
  });
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(closed.length, 8);
  end.writeUInt16LE(closed.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([directory, end]);
}

function writeSizes(into: Buffer, at: number, { crc, packed, size }: Entry): void {
  into.writeUInt32LE(crc, at);
  into.writeUInt32LE(packed, at + 4);
  into.writeUInt32LE(size, at + 8);
}

function opened({ open }: ZipState): Entry {
  if (!open) throw new Error("no entry of the archive is open");
  return open;
}
