import { recordAudit } from "../../platform/audit/record-audit.ts";
import type { Caller } from "../../platform/audit/by.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { addSandboxJob, lockSandbox, type Sandbox, type SandboxDemo, setState } from "./sandboxes.ts";

interface Change {
  sandbox_id: string;
  demo?: SandboxDemo | undefined;
}

/** Wiped and filled anew; people and keys stay. @throws not_found · sandbox_busy */
export async function resetSandbox(tx: Tx, runtime: Runtime, change: Change, by: Caller): Promise<Sandbox> {
  const sandbox = await lockIdle(tx, change.sandbox_id);
  const demo = change.demo ?? sandbox.demo;
  await setState(tx, sandbox.sandbox_id, { state: "making", error: null, demo });
  await addSandboxJob(tx, "make_sandbox", sandbox.sandbox_id);
  const subject = { kind: "tenant", id: sandbox.sandbox_id } as const;
  await recordAudit(tx, runtime, by, { action: "sandbox.reset", subject, after: { demo } });
  return { ...sandbox, state: "making", error: null, demo };
}

/** It, its people's posts there and its keys are gone. @throws not_found · sandbox_busy */
export async function deleteSandbox(tx: Tx, runtime: Runtime, sandbox_id: string, by: Caller): Promise<void> {
  const sandbox = await lockIdle(tx, sandbox_id);
  await setState(tx, sandbox_id, { state: "deleting" });
  await addSandboxJob(tx, "delete_sandbox", sandbox_id);
  const subject = { kind: "tenant", id: sandbox_id } as const;
  await recordAudit(tx, runtime, by, { action: "sandbox.deleted", subject, before: { name: sandbox.name } });
}

async function lockIdle(tx: Tx, sandbox_id: string): Promise<Sandbox> {
  const sandbox = await lockSandbox(tx, sandbox_id);
  if (sandbox.state === "making" || sandbox.state === "deleting") throw new AppError("sandbox_busy");
  return sandbox;
}
