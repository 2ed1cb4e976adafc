// Arrays as PostgreSQL sends them itself. A statement that writes thousands of rows takes them as parameters: as texts they are
// quoted and escaped here and read again there, an id byte by byte; so they are copied. The driver sends a Buffer as it is.

import { hexValue } from "../kernel/base32.ts";

const UUID = 2950;
const INT4 = 23;
const INT8 = 20;
const TIMESTAMPTZ = 1184;

/** Dimensions, whether there are nulls, the element's type, the length, and that it counts from 1. */
const HEADER_BYTES = 20;
const LENGTH_BYTES = 4;
const NULL_LENGTH = -1;
const DASH = "-".charCodeAt(0);
/** PostgreSQL counts microseconds from here. */
const EPOCH_2000_MS = Date.UTC(2000, 0, 1);

export function uuidArray(values: readonly (string | null)[]): Buffer {
  return encode(UUID, 16, values, writeUuid);
}

export function intArray(values: readonly number[]): Buffer {
  return encode(INT4, 4, values, (buffer, offset, value) => buffer.writeInt32BE(value, offset));
}

export function bigintArray(values: readonly number[]): Buffer {
  return encode(INT8, 8, values, (buffer, offset, value) => writeInt64(buffer, offset, value));
}

export function instantArray(values: readonly (Date | null)[]): Buffer {
  return encode(TIMESTAMPTZ, 8, values, (buffer, offset, at) =>
    writeInt64(buffer, offset, (at.getTime() - EPOCH_2000_MS) * 1000),
  );
}

function encode<T>(
  type: number,
  size: number,
  values: readonly (T | null)[],
  write: (buffer: Buffer, offset: number, value: T) => void,
): Buffer {
  const nulls = values.reduce((count, value) => (value === null ? count + 1 : count), 0);
  const buffer = Buffer.allocUnsafe(HEADER_BYTES + values.length * (LENGTH_BYTES + size) - nulls * size);
  let offset = 0;
  for (const head of [1, nulls > 0 ? 1 : 0, type, values.length, 1]) offset = buffer.writeInt32BE(head, offset);
  for (const value of values) {
    offset = buffer.writeInt32BE(value === null ? NULL_LENGTH : size, offset);
    if (value === null) continue;
    write(buffer, offset, value);
    offset += size;
  }
  return buffer;
}

/** By hand: Buffer.write would want a text without dashes, which takes twice as long. */
function writeUuid(buffer: Buffer, offset: number, uuid: string): void {
  let at = offset;
  for (let index = 0; index < uuid.length; index += 2) {
    if (uuid.charCodeAt(index) === DASH) index++;
    buffer[at++] = (hexValue(uuid.charCodeAt(index)) << 4) | hexValue(uuid.charCodeAt(index + 1));
  }
}

/** A safe integer as two halves: a BigInt would be made and thrown away for each. */
function writeInt64(buffer: Buffer, offset: number, value: number): void {
  const high = Math.floor(value / 2 ** 32);
  buffer.writeInt32BE(high, offset);
  buffer.writeUInt32BE(value - high * 2 ** 32, offset + 4);
}
