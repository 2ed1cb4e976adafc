// A backup becomes the database again: in place of what is lost, or beside it for a look.
import { existsSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { archiveLink } from "../../apps/server/src/platform/db/wal-archive.ts";
import { UsageError } from "../dev/terminal.ts";
import { type Backup, listBackups, timeName } from "./folder.ts";
import { layDown, type LogCopy, type Recovered, rollForward, type RecoverOptions } from "./recover.ts";

export interface RestoreChoice {
  readonly folder: string;
  readonly to?: Date;
  /** By name; by default the newest that fits. */
  readonly backup?: string;
}

/** The newest backup that was finished before the moment asked for. */
export function chooseBackup({ folder, to, backup: name }: RestoreChoice): Backup {
  const all = listBackups(path.resolve(folder));
  if (all.length === 0) throw new UsageError(`${folder} holds no whole backup`);
  const named = name === undefined ? all : all.filter((one) => one.name === name);
  if (named.length === 0) {
    throw new UsageError(`there is no backup ${name}; there are ${all.map((one) => one.name).join(", ")}`);
  }
  const fitting = named.filter((one) => !to || new Date(one.manifest.finished_at) <= to);
  const chosen = fitting.at(-1);
  if (!chosen)
    throw new UsageError(
      `the oldest backup was finished at ${named[0]?.manifest.finished_at}, after the moment asked for`,
    );
  return chosen;
}

export interface Rolled extends Recovered {
  readonly log: LogCopy;
  readonly took_ms: number;
}

/** Lays the backup down and rolls it forward. What was begun is removed when it fails. */
export async function recoverInto(options: RecoverOptions): Promise<Rolled> {
  const started = performance.now();
  const { dir, to } = options;
  // Of one that was killed.
  rmSync(dir, { recursive: true, force: true });
  try {
    const log = await layDown(options);
    if (to && to > log.until) {
      throw new UsageError(`the log of this backup ends at ${log.until.toISOString()}: leave --to out for its end`);
    }
    const recovered = await toTarget(options);
    return { ...recovered, log, took_ms: Math.round(performance.now() - started) };
  } catch (error) {
    for (const left of [dir, `${dir}.password`, `${dir}.log`]) rmSync(left, { recursive: true, force: true });
    throw error;
  }
}

/** Nothing was written between the moment asked for and the end of the log: the end is what was asked for. */
const NOTHING_LATER = /recovery ended before configured recovery target was reached/;

async function toTarget(options: RecoverOptions): Promise<Recovered> {
  try {
    return await rollForward(options);
  } catch (error) {
    if (!options.to || !NOTHING_LATER.test((error as Error).message)) throw error;
    const { to: _, ...rest } = options;
    return await rollForward(rest);
  }
}

/** Never deleted: what is there may be all that somebody has. */
export function setAside(dir: string, now: Date): string | undefined {
  rmSync(archiveLink(dir), { force: true });
  if (!existsSync(dir)) return undefined;
  const aside = `${dir}.before-${timeName(now)}`;
  renameSync(dir, aside);
  if (existsSync(`${dir}.password`)) renameSync(`${dir}.password`, `${aside}.password`);
  return aside;
}

export function putInPlace(from: string, dir: string): void {
  renameSync(from, dir);
  renameSync(`${from}.password`, `${dir}.password`);
  rmSync(`${from}.log`, { force: true });
}
