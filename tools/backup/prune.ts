import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { backupsOf, type Chain, listBackups, listChains } from "./folder.ts";

/** Removes all but the newest `keep` backups, and the log that none of them needs. Answers what went. */
export function prune(folder: string, keep: number, current: Chain): string[] {
  const removed = listBackups(folder).slice(0, -keep);
  for (const backup of removed) rmSync(backup.folder, { recursive: true });
  for (const chain of listChains(folder)) {
    const oldest = backupsOf(chain)
      .map(({ manifest }) => manifest.start_wal)
      .sort()[0];
    if (oldest === undefined && chain.folder !== current.folder) {
      rmSync(chain.folder, { recursive: true });
      continue;
    }
    if (oldest !== undefined) removeLog(chain, oldest);
    removeDrafts(chain);
  }
  return removed.map((backup) => backup.name);
}

/** Segments and their side files; the names begin with the segment's. */
function removeLog(chain: Chain, oldest: string): void {
  for (const name of readdirSync(chain.wal)) {
    if (/^[0-9A-F]{24}/.test(name) && name.slice(0, 24) < oldest) rmSync(path.join(chain.wal, name));
  }
}

/** Left by a backup that was killed; the lock says that none is running. */
function removeDrafts(chain: Chain): void {
  for (const name of readdirSync(chain.folder)) {
    if (name.endsWith(".part")) rmSync(path.join(chain.folder, name), { recursive: true });
  }
}
