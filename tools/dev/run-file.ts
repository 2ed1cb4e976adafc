// DATA_DIR/run.json says who runs on this DATA_DIR, so that a second ./dev start can say so, and so that what a
// killed run left behind is found and ended.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { withFileLock } from "../../apps/server/src/platform/db/file-lock.ts";
import { dataDir } from "./paths.ts";
import { say, UsageError } from "./terminal.ts";

interface RunRecord {
  readonly pid: number;
  readonly server_pid?: number;
  readonly base_url?: string;
  /** It has been told to end and is writing its last checkpoint. */
  readonly stopping?: boolean;
}

const marks = { dev: "tools/dev/main.ts", server: "apps/server/src/main.ts" } as const;
const file = () => path.join(dataDir(), "run.json");

/** Takes DATA_DIR for this process; refuses when another live ./dev start holds it. */
export async function claimDataDir(): Promise<void> {
  mkdirSync(dataDir(), { recursive: true });
  await withFileLock(`${file()}.lock`, async () => {
    await untilStopped();
    const before = readRun();
    if (before && before.pid !== process.pid && isProcess(before.pid, marks.dev)) {
      const where = before.base_url ? ` at ${before.base_url}` : ", not yet ready";
      throw new UsageError(`already started on ${dataDir()} (process ${before.pid})${where}`);
    }
    if (before?.server_pid) await endOrphan(before.server_pid);
    record({});
  });
}

async function untilStopped(): Promise<void> {
  const isStopping = () => readRun()?.stopping === true && liveRun() !== undefined;
  if (isStopping()) say("waiting for the run before this one to end");
  while (isStopping()) await sleep(50);
}

export function record(run: Omit<RunRecord, "pid">): void {
  writeFileSync(file(), `${JSON.stringify({ pid: process.pid, ...run })}\n`, { mode: 0o600 });
}

export function recordStopping(): void {
  const { pid: _, ...run } = readRun() ?? { pid: 0 };
  record({ ...run, stopping: true });
}

export function releaseDataDir(): void {
  rmSync(file(), { force: true });
}

/** The live ./dev start of this DATA_DIR, if any. */
export function liveRun(): RunRecord | undefined {
  const run = readRun();
  return run && isProcess(run.pid, marks.dev) ? run : undefined;
}

function readRun(): RunRecord | undefined {
  try {
    return JSON.parse(readFileSync(file(), "utf8")) as RunRecord;
  } catch {
    return undefined;
  }
}

/** The server outlives a ./dev that was killed with -9: it must not keep the port or write beside the new one. */
async function endOrphan(pid: number): Promise<void> {
  for (const [signal, patience_ms] of [
    ["SIGTERM", 10_000],
    ["SIGKILL", 5_000],
  ] as const) {
    if (!isProcess(pid, marks.server)) return;
    process.kill(pid, signal);
    for (let waited_ms = 0; waited_ms < patience_ms && isProcess(pid, marks.server); waited_ms += 50) await sleep(50);
  }
}

function isProcess(pid: number, mark: string): boolean {
  try {
    if (existsSync("/proc/self/cmdline")) return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(mark);
    return execFileSync("ps", ["-p", String(pid), "-o", "command="], { encoding: "utf8" }).includes(mark);
  } catch {
    return false;
  }
}
