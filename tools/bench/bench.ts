// What a bench is, and how its figures are made: rounds, medians, a yardstick of the same run.
import os from "node:os";
import type { BenchServer } from "./server.ts";

export interface Result {
  name: string;
  /** What the data measures, e.g. members. */
  size: number;
  /** Ours ÷ yardstick, the median over the rounds. */
  ratio: number;
  value: number;
  unit: string;
  yardstick: number;
  yardstick_name: string;
  p50_ms?: number;
  p99_ms?: number;
  /** The largest resident set of the server's process. */
  server_peak_memory_mib?: number;
  rounds: number;
  [detail: string]: unknown;
}

export interface Bench {
  name: string;
  about: string;
  /** Of the ratio, or in words what else is asked for. */
  floor: number | string;
  aim: number | string;
  /** Sizes of a usual run, and those that only `--full` plays. */
  sizes: readonly number[];
  full_sizes: readonly number[];
  run(server: BenchServer, size: number): Promise<Result>;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export const round = (value: number, digits = 2) => Number(value.toFixed(digits));

/** How the work of one unit grows with the size: 1 is linear in all, 0 is free. Between the smallest and the largest size. */
export function growthExponent(results: readonly Result[]): number | undefined {
  const [first, last] = [results[0], results.at(-1)];
  if (!first || !last || first.size === last.size) return undefined;
  const sizes = Math.log(last.size / first.size);
  // Of what is told in milliseconds the time of one request grows; of what is told in pieces a second, the time of them all.
  if (first.unit.startsWith("ms")) return round(Math.log(last.value / first.value) / sizes);
  return round(1 + Math.log(first.value / last.value) / sizes);
}

export function machine() {
  return { cores: os.cpus().length, memory_gib: Math.round(os.totalmem() / 2 ** 30), node: process.version };
}
