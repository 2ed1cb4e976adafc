// ./dev start as a person uses it: the shell script, a terminal's signals, the processes it leaves or does not leave.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { freePort } from "../../../apps/server/src/platform/db/embedded.ts";
import { temporaryFolder } from "../../../apps/server/test/temporary-folder.ts";
import { root } from "../paths.ts";

const dataDir = path.join(temporaryFolder(), "data");
const port = await freePort();
const base_url = `http://127.0.0.1:${port}`;

interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  readonly said: () => string;
}

function dev(...args: string[]): Run {
  const { DATABASE_URL: _, ...inherited } = process.env;
  const child = spawn(path.join(root, "dev"), args, {
    cwd: os.tmpdir(),
    env: { ...inherited, DATA_DIR: dataDir, PORT: String(port), DEMO: "none" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => (text += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  return { child, ended, said: () => text };
}

async function started(): Promise<Run> {
  const run = dev("start");
  while (!run.said().includes(`Huiyou is ready: ${base_url}`)) {
    if (run.child.exitCode !== null) throw new Error(run.said());
    await sleep(50);
  }
  return run;
}

const postmaster = () => path.join(dataDir, "postgres/postmaster.pid");
const answers = async () => (await fetch(`${base_url}/readyz`).catch(() => undefined))?.status;

afterAll(async () => {
  if (existsSync(postmaster())) process.kill(Number(readFileSync(postmaster(), "utf8").split("\n")[0]), "SIGQUIT");
  await sleep(200);
});

test("comes up, refuses a second start, and ends without a trace", { timeout: 120_000 }, async () => {
  const first = await started();
  expect(await answers()).toBe(200);
  const second = dev("start");
  expect(await second.ended).toBe(2);
  expect(second.said()).toContain(`already started on ${dataDir} (process ${first.child.pid}) at ${base_url}`);
  first.child.kill("SIGTERM");
  expect(await first.ended).toBe(0);
  expect(await answers()).toBeUndefined();
  expect(existsSync(postmaster())).toBe(false);
});

test("recovers when everything was killed with -9", { timeout: 120_000 }, async () => {
  const first = await started();
  const { server_pid } = JSON.parse(readFileSync(path.join(dataDir, "run.json"), "utf8")) as { server_pid: number };
  const database_pid = Number(readFileSync(postmaster(), "utf8").split("\n")[0]);
  for (const pid of [first.child.pid ?? 0, server_pid, database_pid]) process.kill(pid, "SIGKILL");
  await first.ended;
  const second = await started();
  expect(await answers()).toBe(200);
  second.child.kill("SIGINT");
  expect(await second.ended).toBe(0);
});

test("waits for the run before when that one is still ending", { timeout: 120_000 }, async () => {
  const first = await started();
  first.child.kill("SIGTERM");
  const second = await started();
  expect(await first.ended).toBe(0);
  expect(await answers()).toBe(200);
  second.child.kill("SIGTERM");
  expect(await second.ended).toBe(0);
});

test("takes over from a server that outlived its ./dev", { timeout: 120_000 }, async () => {
  const first = await started();
  first.child.kill("SIGKILL");
  await first.ended;
  const second = await started();
  second.child.kill("SIGTERM");
  expect(await second.ended).toBe(0);
});

test("explains itself when called alone, and refuses what it does not know", async () => {
  const help = dev();
  expect(await help.ended).toBe(0);
  for (const word of ["start", "test", "check", "gen", "db", "import", "stories", "bench", "DATA_DIR"]) {
    expect(help.said()).toContain(word);
  }
  const unknown = dev("begin");
  expect(await unknown.ended).toBe(2);
  expect(unknown.said()).toContain("unknown command “begin”");
});
