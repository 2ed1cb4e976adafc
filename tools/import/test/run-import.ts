import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import type { TestApi } from "../../../apps/server/test/api.ts";
import { createTestTenant, type TestTenant } from "../../../apps/server/test/world.ts";
import { putProgram } from "../../../apps/server/src/modules/points/index.ts";
import { root } from "../../dev/paths.ts";

export interface ImportRun {
  readonly child: ChildProcess;
  readonly code: number | null;
  /** What it told on stdout. */
  readonly told: string;
  readonly said: string;
}

/** `./dev import …` as a program of its own; resolves when it ended. */
export function runImport(
  args: readonly string[],
  onStart: (child: ChildProcess) => void = () => {},
  environment: Record<string, string> = {},
): Promise<ImportRun> {
  const child = spawn(process.execPath, [path.join(root, "tools/import/main.ts"), ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...environment },
  });
  let told = "";
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (told += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  onStart(child);
  return new Promise((resolve) => child.once("close", (code) => resolve({ child, code, told, said })));
}

/** A sandbox that earns a point a yuan, years after what is imported. */
export async function sandboxTenant(api: TestApi): Promise<TestTenant> {
  const tenant = await createTestTenant(api.app, { mode: "sandbox", test_now: new Date("2026-11-20T04:00:00Z") });
  await api.db.database.write(tenant.tenant_id, (tx) =>
    putProgram(tx, api.app.runtime, {
      rate_points: 1,
      rate_fen: 100,
      daily_cap: 1500,
      time_zone: "Asia/Shanghai",
      expected_version: 0,
      effective_from: new Date("2014-01-01T00:00:00Z"),
    }),
  );
  return tenant;
}
