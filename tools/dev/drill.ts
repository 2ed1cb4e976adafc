// ./dev drill [DIR]: restores the newest backup beside the running system, audits it and says what would have been lost.
import path from "node:path";
import { drill } from "../backup/drill.ts";
import { keysAtHand } from "../backup/keys.ts";
import { recorded } from "../backup/record-run.ts";
import { currentChain, startWalShipper } from "../backup/wal-shipper.ts";
import { embeddedDir, openDatabase, requireEmbedded } from "./database.ts";
import { dataDir } from "./paths.ts";
import { liveRun } from "./run-file.ts";
import { say, UsageError } from "./terminal.ts";

/** More than this may not be lost. */
const MOST_LOSS_MS = 1_000;

export async function run(args: string[]): Promise<number> {
  requireEmbedded("drill");
  const dir = embeddedDir();
  const chain = currentChain(dir);
  const folder = args[0] ?? (chain && path.dirname(chain.folder));
  if (args.length > 1 || folder === undefined)
    throw new UsageError("./dev drill [DIR]; make a backup first: ./dev backup DIR");
  const database = await openDatabase();
  // As ./dev start would, when it is not running.
  const shipper = liveRun() ? undefined : startWalShipper({ url: database.url, dir, onTrouble: say });
  try {
    const report = await recorded(database.url, "drill", () =>
      drill({ folder, url: database.url, dir, secrets: keysAtHand(dataDir()) }),
    );
    const { backup, loss_ms, restore_ms, books, findings, missing_segment } = report;
    const verdict = findings === 0 ? "all sound" : `${findings} findings`;
    console.log(
      `drill of ${backup}: ${inSeconds(loss_ms)} s lost, restored in ${inSeconds(restore_ms)} s, ${books} books, ${verdict}`,
    );
    if (missing_segment) say(`segment ${missing_segment} of the log is missing: make a new backup now`);
    if (loss_ms > MOST_LOSS_MS)
      say(`more than ${MOST_LOSS_MS} ms would be lost: is ./dev start running, and is the disk in time?`);
    return findings === 0 && loss_ms <= MOST_LOSS_MS && !missing_segment ? 0 : 1;
  } finally {
    await shipper?.stop();
    await database.close();
  }
}

const inSeconds = (ms: number) => (ms / 1000).toFixed(1);
