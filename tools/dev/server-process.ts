// The API and the worker as a child process: started, awaited until it answers, stopped.
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, statSync, truncateSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "./paths.ts";
import { UsageError } from "./terminal.ts";

export interface ServerOptions {
  readonly databaseUrl: string;
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
}

export interface ServerProcess {
  readonly base_url: string;
  readonly pid: number;
  /** Resolves with its exit code when the server ends by itself or by stop(). */
  readonly ended: Promise<number>;
  readonly stop: () => Promise<void>;
}

/** MiB of V8's old space: see docs/operations.md, Memory. */
const HEAP = "--max-old-space-size";
const HEAP_MIB = 1024;

/** What Node is given to run the API and the worker. A heap limit in NODE_OPTIONS is the operator's and stays. */
export function serverArguments(): string[] {
  const heap = process.env.NODE_OPTIONS?.includes(HEAP) ? [] : [`${HEAP}=${HEAP_MIB}`];
  return [...heap, path.join(root, "apps/server/src/main.ts")];
}

const log_limit_bytes = 20 * 1024 * 1024;

export async function startServer(options: ServerOptions): Promise<ServerProcess> {
  await refuseTakenPort(options);
  const log = path.join(options.dataDir, "server.log");
  if (existsSync(log) && statSync(log).size > log_limit_bytes) truncateSync(log);
  const out = openSync(log, "a", 0o600);
  const from = statSync(log).size;
  // Detached, so that Ctrl-C reaches ./dev alone, which then stops things in order. The channel tells the server when
  // ./dev is gone.
  const child = spawn(process.execPath, serverArguments(), {
    cwd: root,
    detached: true,
    stdio: ["ignore", out, out, "ipc"],
    env: {
      ...process.env,
      DATABASE_URL: options.databaseUrl,
      DATA_DIR: options.dataDir,
      HOST: options.host,
      PORT: String(options.port),
    },
  });
  closeSync(out);
  const ended = new Promise<number>((resolve) => child.once("exit", (code) => resolve(code ?? 1)));
  const base_url = `http://${options.host === "0.0.0.0" ? "127.0.0.1" : options.host}:${options.port}`;
  const early = await Promise.race([untilReady(base_url), ended]);
  if (early !== "ready") {
    const tail = readFileSync(log).subarray(from).toString("utf8").slice(-4000);
    throw new Error(`the server ended while it was starting (exit code ${early}):\n${tail}`);
  }
  return { base_url, pid: child.pid ?? -1, ended, stop: () => stop(child, ended) };
}

async function untilReady(base_url: string): Promise<"ready"> {
  for (;;) {
    const answer = await fetch(`${base_url}/readyz`).catch(() => undefined);
    if (answer?.ok) return "ready";
    await sleep(40);
  }
}

async function stop(child: ChildProcess, ended: Promise<number>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  const late = sleep(15_000, "late" as const, { ref: false });
  if ((await Promise.race([ended, late])) === "late") {
    child.kill("SIGKILL");
    await ended;
  }
}

async function refuseTakenPort({ host, port }: ServerOptions): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = net.createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE")
        reject(new UsageError(`port ${port} is taken by another program: choose one with PORT=…`));
      else reject(error);
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}
