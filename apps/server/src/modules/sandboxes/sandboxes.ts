import { sql_builder } from "../../platform/db/builder.ts";
import type { Db, Tx } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";

export type SandboxDemo = "none" | "small";

export interface Sandbox {
  /** Its own tenant id. */
  sandbox_id: string;
  name: string;
  demo: SandboxDemo;
  state: "making" | "ready" | "failed" | "deleting";
  error: string | null;
  sandbox_staff_id: string;
  created_by: string;
  created_at: Date;
  made_at: Date | null;
}

const COLUMNS = [
  "sandbox_id",
  "name",
  "demo",
  "state",
  "error",
  "sandbox_staff_id",
  "created_by",
  "created_at",
  "made_at",
] as const;

const sandboxes = (db: Db) =>
  sql_builder.selectFrom("sandboxes.sandbox").select(COLUMNS).where("tenant_id", "=", db.tenant_id);

/** Of this tenant, the newest first. */
export async function listSandboxes(db: Db): Promise<Sandbox[]> {
  return db.all<Sandbox>(sandboxes(db).orderBy("created_at", "desc").orderBy("sandbox_id"));
}

export async function findSandbox(db: Db, sandbox_id: string): Promise<Sandbox | undefined> {
  return db.first<Sandbox>(sandboxes(db).where("sandbox_id", "=", sandbox_id));
}

/** Held until the transaction ends. @throws not_found, also for another tenant's */
export async function lockSandbox(tx: Tx, sandbox_id: string): Promise<Sandbox> {
  const row = await tx.first<Sandbox>(sandboxes(tx).where("sandbox_id", "=", sandbox_id).forUpdate());
  if (!row) throw new AppError("not_found");
  return row;
}

export async function setState(
  tx: Tx,
  sandbox_id: string,
  change: Partial<Pick<Sandbox, "state" | "error" | "demo" | "made_at">>,
): Promise<void> {
  await tx.run(
    sql_builder
      .updateTable("sandboxes.sandbox")
      .set(change)
      .where("tenant_id", "=", tx.tenant_id)
      .where("sandbox_id", "=", sandbox_id),
  );
}

/** The rest is done by a worker, and again from the start when that one is killed. */
export async function addSandboxJob(
  tx: Tx,
  task: "make_sandbox" | "delete_sandbox",
  sandbox_id: string,
): Promise<void> {
  const payload = JSON.stringify({ tenant_id: tx.tenant_id, sandbox_id });
  await tx.query({
    text: "select platform.add_job($1, $2, $3, 'sandboxes')",
    values: [task, payload, `${task} ${sandbox_id}`],
  });
}
