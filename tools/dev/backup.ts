// ./dev backup [DIR] [--keep N] [--with-keys] | --off
import { parseArgs } from "node:util";
import path from "node:path";
import { migrate } from "../../apps/server/src/platform/db/migrate.ts";
import { recorded } from "../backup/record-run.ts";
import { stopArchiving, takeBackup } from "../backup/take-backup.ts";
import { currentChain, startWalShipper } from "../backup/wal-shipper.ts";
import { embeddedDir, openDatabase, requireEmbedded } from "./database.ts";
import { dataDir } from "./paths.ts";
import { liveRun } from "./run-file.ts";
import { say, seconds, UsageError } from "./terminal.ts";

const USAGE = "./dev backup [DIR] [--keep N] [--with-keys] | --off; without DIR the folder of the last backup";
const KEEP = 7;

export async function run(args: string[]): Promise<number> {
  const { folder, keep, with_keys, off } = readArguments(args);
  requireEmbedded("backup");
  if (off) return switchOff();
  const started = performance.now();
  const database = await openDatabase();
  const dir = embeddedDir();
  try {
    if (!liveRun()) await migrate(database.url);
    const options = {
      url: database.url,
      dir,
      folder: folder ?? lastFolder(dir),
      keep,
      keys: { data_dir: dataDir(), with_keys },
      installation: settings(),
    };
    const {
      name,
      folder: place,
      size_bytes,
      removed,
    } = await recorded(database.url, "backup", async () => {
      const taken = await takeBackup(options);
      return { ...taken, backup: taken.name };
    });
    console.log(`backup ${name}: ${mib(size_bytes)} MiB in ${place} (${seconds(started)})`);
    if (removed.length > 0) say(`removed ${removed.join(", ")}: the newest ${keep} are kept`);
    if (!with_keys)
      say(
        `the keys are not in it: keep ${dataDir()}/master.key, or what HUIYOU_MASTER_KEY or its command tells, at another safe place`,
      );
    if (!liveRun()) await shipOnce(database.url, dir);
  } finally {
    await database.close();
  }
  return 0;
}

function switchOff(): number {
  const was_on = stopArchiving(embeddedDir());
  say(was_on ? "the log is no longer kept; ./dev backup DIR begins anew" : "the log was not kept");
  return 0;
}

/** Nobody else does: ./dev start is not running. */
async function shipOnce(url: string, dir: string): Promise<void> {
  await startWalShipper({ url, dir, onTrouble: say }).stop();
}

function lastFolder(dir: string): string {
  const chain = currentChain(dir);
  if (!chain) throw new UsageError(USAGE);
  return path.dirname(chain.folder);
}

/** What the next installation must be told to be like this one; no secrets. */
function settings(): Record<string, string> {
  const names = ["PORT", "HOST", "TRUST_PROXY", "DATABASE_POOL", "DEFAULT_TENANT", "LOG_LEVEL"];
  const given = names.flatMap((name) => (process.env[name] ? [[name, process.env[name]] as const] : []));
  return { DATA_DIR: dataDir(), node: process.version, ...Object.fromEntries(given) };
}

function readArguments(args: string[]) {
  let given;
  try {
    given = parseArgs({
      args,
      allowPositionals: true,
      options: { keep: { type: "string" }, "with-keys": { type: "boolean" }, off: { type: "boolean" } },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n${USAGE}`);
  }
  const { values, positionals } = given;
  const keep = Number(values.keep ?? KEEP);
  if (positionals.length > 1 || !Number.isInteger(keep) || keep < 1) throw new UsageError(USAGE);
  return { folder: positionals[0], keep, with_keys: values["with-keys"] === true, off: values.off === true };
}

const mib = (bytes: number) => Math.ceil(bytes / 1024 / 1024);
