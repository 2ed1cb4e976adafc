import { parseArgs } from "node:util";
import type { App } from "./platform/app.ts";
import { readConfig } from "./platform/config.ts";
import { startApi } from "./roles/api.ts";
import { createApp } from "./roles/create-app.ts";
import type { RunningRole } from "./roles/running-role.ts";
import { startWorkerRole } from "./roles/worker.ts";

/** After a signal: longer than any request may take, shorter than an orchestrator's patience. */
const STOP_WITHIN_MS = 25_000;

const STARTERS: Record<string, (app: App) => Promise<RunningRole>> = { api: startApi, worker: startWorkerRole };

function readRoles(): string[] {
  const { values } = parseArgs({ options: { role: { type: "string", default: Object.keys(STARTERS).join(",") } } });
  const roles = values.role.split(",").map((role) => role.trim());
  const unknown = roles.find((role) => !(role in STARTERS));
  if (unknown !== undefined) throw new Error(`--role=${unknown}: known roles are ${Object.keys(STARTERS).join(", ")}`);
  return roles;
}

async function start(): Promise<void> {
  const roles = readRoles();
  const app = createApp(readConfig(process.env));
  const running: RunningRole[] = [];
  stopOnSignal(app, running);
  try {
    for (const role of roles) running.push(...[await STARTERS[role]?.(app)].filter((one) => one !== undefined));
  } catch (error) {
    await stopAll(app, running);
    throw error;
  }
}

async function stopAll(app: App, running: RunningRole[]): Promise<void> {
  // The listener first: what it took in may still need the workers.
  for (const role of running) await role.stop();
  await app.database.close();
}

function stopOnSignal(app: App, running: RunningRole[]): void {
  let stopping = false;
  const stop = (reason: string) => {
    if (stopping) return;
    stopping = true;
    app.log.info({ reason }, "stopping");
    setTimeout(() => {
      app.log.error("could not stop in time");
      process.exit(1);
    }, STOP_WITHIN_MS).unref();
    stopAll(app, running).then(
      () => process.exit(0),
      (error: unknown) => {
        app.log.error({ err: error }, "could not stop in order");
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", () => stop("SIGTERM"));
  process.on("SIGINT", () => stop("SIGINT"));
  // Started by ./dev: when it is gone, nobody would stop us.
  process.on("disconnect", () => stop("parent ended"));
  process.on("unhandledRejection", (error) => app.log.error({ err: error }, "unhandled rejection"));
}

try {
  await start();
} catch (error) {
  // Before there is a logger: plain text, the first thing an operator reads.
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
