// What lies in a backup folder:
//   chain-<time>-<random>/        one life of one database: from its first backup here to its loss, or to a restore
//     chain.json                  whose it is
//     wal/                        full segments, put there by the server itself
//     wal/tail/                   what is flushed of those not yet there, at most half a second old
//     <time>/data/                a base backup: a copy of the data folder
//     <time>/manifest.json        written last: a backup without it was interrupted
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { serverAccount } from "../../apps/server/src/platform/db/postgres-binaries.ts";
import { readManifest, type Manifest } from "./manifest.ts";

export interface Backup {
  readonly name: string;
  readonly folder: string;
  readonly chain: Chain;
  readonly manifest: Manifest;
}

/** One history of write-ahead log: a restored database begins another one, so two never mix. */
export interface Chain {
  readonly folder: string;
  readonly wal: string;
  readonly tail: string;
}

export interface ChainOwner {
  readonly system_identifier: string;
  readonly timeline: number;
}

export function chainAt(folder: string): Chain {
  const wal = path.join(folder, "wal");
  return { folder, wal, tail: path.join(wal, "tail") };
}

export function createChain(folder: string, owner: ChainOwner, now: Date): Chain {
  const chain = chainAt(path.join(folder, `chain-${timeName(now)}-${randomBytes(3).toString("hex")}`));
  // The server's account walks through to its own folder and sees nothing else.
  mkdirSync(chain.folder, { recursive: true, mode: 0o711 });
  for (const one of [chain.wal, chain.tail]) {
    mkdirSync(one, { mode: 0o700 });
    giveToServer(one);
  }
  writeFileSync(path.join(chain.folder, "chain.json"), `${JSON.stringify(owner)}\n`);
  return chain;
}

export function ownerOf(chain: Chain): ChainOwner | undefined {
  const file = path.join(chain.folder, "chain.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as ChainOwner) : undefined;
}

export function listChains(folder: string): Chain[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.startsWith("chain-"))
    .map((name) => chainAt(path.join(folder, name)));
}

/** Whole backups, the oldest first. */
export function listBackups(folder: string): Backup[] {
  return listChains(folder)
    .flatMap(backupsOf)
    .sort((a, b) => (a.manifest.finished_at < b.manifest.finished_at ? -1 : 1));
}

export function backupsOf(chain: Chain): Backup[] {
  return readdirSync(chain.folder)
    .filter((name) => existsSync(path.join(chain.folder, name, "manifest.json")))
    .map((name) => {
      const folder = path.join(chain.folder, name);
      return { name, folder, chain, manifest: readManifest(folder) };
    });
}

/** `20261122T040500Z`: sorts by time and is a file name everywhere. */
export function timeName(at: Date): string {
  return at.toISOString().replace(/\.\d+|[-:]/g, "");
}

export function giveToServer(file: string): void {
  const account = serverAccount();
  if (account) chownSync(file, account.uid, account.gid);
}
