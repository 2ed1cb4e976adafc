// The list of a base backup's files with their hashes, and what a restore must know.
import { createHash } from "node:crypto";
import { createReadStream, existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";

export interface CopiedFile {
  readonly path: string;
  readonly size_bytes: number;
  readonly sha256: string;
}

export interface Manifest {
  readonly format: 1;
  readonly started_at: string;
  readonly finished_at: string;
  readonly postgres_major: number;
  readonly system_identifier: string;
  readonly timeline: number;
  /** The first and the last segment that this backup cannot do without. */
  readonly start_wal: string;
  readonly stop_wal: string;
  readonly segment_bytes: number;
  readonly size_bytes: number;
  /** What the keys that fit are called; the keys themselves are elsewhere unless `with_keys`. */
  readonly key_marks: Readonly<Record<string, string>>;
  readonly with_keys: boolean;
  /** Settings of the installation, so that the next one can be made like it. */
  readonly installation: Readonly<Record<string, string>>;
  readonly folders: readonly string[];
  readonly files: readonly CopiedFile[];
}

export function writeManifest(folder: string, manifest: Manifest): void {
  const text = `${JSON.stringify(manifest)}\n`;
  writeFileSync(path.join(folder, "manifest.sha256"), `${sha256(text)}  manifest.json\n`);
  writeFileSync(path.join(folder, "manifest.json"), text, { flush: true });
}

export function readManifest(folder: string): Manifest {
  const text = readFileSync(path.join(folder, "manifest.json"), "utf8");
  const stated = path.join(folder, "manifest.sha256");
  if (!existsSync(stated) || !readFileSync(stated, "utf8").startsWith(sha256(text))) {
    throw new Error(`${folder}/manifest.json is not what was written: this backup cannot be trusted`);
  }
  return JSON.parse(text) as Manifest;
}

export async function hashFile(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file, { highWaterMark: 1024 * 1024 }), hash);
  return hash.digest("hex");
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
