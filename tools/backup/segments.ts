// Names and positions of write-ahead log segments.
import { readdirSync, existsSync } from "node:fs";

const NAME = /^[0-9A-F]{24}$/;

/** A position as PostgreSQL writes it, `1/3A2B5678`. */
export function parseLsn(text: string): bigint {
  const [high = "", low = ""] = text.split("/");
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`);
}

export function segmentName(timeline: number, lsn: bigint, segment_bytes: number): string {
  const number = lsn / BigInt(segment_bytes);
  const per_file = 0x1_0000_0000n / BigInt(segment_bytes);
  return [BigInt(timeline), number / per_file, number % per_file].map((part) => hex(part)).join("");
}

/** Where a segment begins. */
export function segmentStart(name: string, segment_bytes: number): bigint {
  const per_file = 0x1_0000_0000n / BigInt(segment_bytes);
  const [high, low] = [name.slice(8, 16), name.slice(16)].map((part) => BigInt(`0x${part}`));
  return ((high as bigint) * per_file + (low as bigint)) * BigInt(segment_bytes);
}

export function nextSegment(name: string, segment_bytes: number): string {
  const timeline = Number.parseInt(name.slice(0, 8), 16);
  return segmentName(timeline, segmentStart(name, segment_bytes) + BigInt(segment_bytes), segment_bytes);
}

/** Whole segments of a folder, in order. */
export function listSegments(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => NAME.test(name))
    .sort();
}

function hex(value: bigint): string {
  return value.toString(16).toUpperCase().padStart(8, "0");
}
