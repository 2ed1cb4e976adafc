// ./dev restore DIR [--to TIME] [--backup NAME] [--without-keys]
import { mkdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { requireKeys } from "../backup/keys.ts";
import { recordRun } from "../backup/record-run.ts";
import { chooseBackup, putInPlace, recoverInto, setAside } from "../backup/restore-data.ts";
import { readPostmaster } from "../../apps/server/src/platform/db/postmaster.ts";
import { embeddedDir, requireEmbedded } from "./database.ts";
import { dataDir } from "./paths.ts";
import { liveRun } from "./run-file.ts";
import { say, seconds, UsageError } from "./terminal.ts";

const USAGE = "./dev restore DIR [--to 2026-05-01T10:30:00+08:00] [--backup NAME] [--without-keys]";

export async function run(args: string[]): Promise<number> {
  const { folder, to, name, without_keys } = readArguments(args);
  requireEmbedded("restore");
  const dir = embeddedDir();
  if (liveRun()) throw new UsageError("./dev start is running on this DATA_DIR: stop it first");
  if (readPostmaster(dir)) throw new UsageError(`a database runs on ${dir}: stop it first`);
  const started = performance.now();
  const started_at = new Date();
  const backup = chooseBackup({ folder, ...(to ? { to } : {}), ...(name === undefined ? {} : { backup: name }) });
  mkdirSync(dataDir(), { recursive: true });
  if (!without_keys) requireKeys(backup.manifest, backup.folder, dataDir());
  // Made beside the old one and put in its place when it is whole: a failure leaves everything as it was.
  const fresh = `${dir}.restored`;
  const rolled = await recoverInto({ backup, dir: fresh, ...(to ? { to } : {}), throwaway: false });
  const { took_ms: restore_ms } = rolled;
  await recordRun(rolled.url, { kind: "restore", started_at, outcome: { backup: backup.name, restore_ms } });
  await rolled.stop();
  const aside = setAside(dir, started_at);
  putInPlace(fresh, dir);
  console.log(
    `restored ${backup.name}, as of ${(rolled.last_commit_at ?? new Date(backup.manifest.finished_at)).toISOString()} (${seconds(started)})`,
  );
  if (rolled.log.missing)
    say(`segment ${rolled.log.missing} of the log is missing: nothing after it could be restored`);
  if (aside) say(`what was there before is now ${aside}: remove it when it is no longer needed`);
  say("the log of the restored database is not kept yet: ./dev start, then ./dev backup DIR");
  return 0;
}

function readArguments(args: string[]) {
  const text = { type: "string" } as const;
  let given;
  try {
    given = parseArgs({
      args,
      allowPositionals: true,
      options: { to: text, backup: text, "without-keys": { type: "boolean" } },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n${USAGE}`);
  }
  const { values, positionals } = given;
  const [folder, ...more] = positionals;
  if (folder === undefined || more.length > 0) throw new UsageError(USAGE);
  return { folder, to: readMoment(values.to), name: values.backup, without_keys: values["without-keys"] === true };
}

/** With its offset: a moment without one would mean another one on another machine. */
function readMoment(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const at = new Date(text);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d.*(Z|[+-]\d\d:\d\d)$/.test(text) || Number.isNaN(at.getTime())) {
    throw new UsageError(`--to ${text} is not a moment with its offset\n${USAGE}`);
  }
  return at;
}
