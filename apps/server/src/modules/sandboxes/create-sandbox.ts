import { recordAudit } from "../../platform/audit/record-audit.ts";
import type { Caller } from "../../platform/audit/by.ts";
import type { App } from "../../platform/app.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { createApiKey, createStaff, PERMISSIONS, staffName } from "../access/index.ts";
import { createTenant, getTenant } from "../org/index.ts";
import { addSandboxJob, listSandboxes, type SandboxDemo } from "./sandboxes.ts";

/** Each is a tenant's worth of data; nobody needs many at once. */
const MOST_SANDBOXES = 5;

export interface NewSandbox {
  /** The live tenant whose it is. */
  tenant_id: string;
  /** Becomes the head of the sandbox, under their own password. */
  staff_id: string;
  name: string;
  demo: SandboxDemo;
}

export interface MadeSandbox {
  sandbox_id: string;
  api_key: string;
}

/**
 * Opens a tenant of its own with the caller as its administrator and a first key; what it is filled with comes after, as a
 * job. @throws live_tenant_only · sandbox_limit
 */
export async function createSandbox(app: App, input: NewSandbox, by: Caller): Promise<MadeSandbox> {
  const { database, runtime } = app;
  const { tenant_id, staff_id } = input;
  const creator = await database.read(tenant_id, async (db) => {
    if ((await getTenant(db)).mode !== "live") throw new AppError("live_tenant_only");
    return staffName(db, staff_id);
  });
  const sandbox_id = runtime.ids.next();
  const made = await database.write(sandbox_id, (tx) => openTenant(tx, app, { ...input, creator }));
  await database
    .write(tenant_id, async (tx) => {
      // Counted under a lock: two people at once make one too many otherwise, and what was opened is thrown away again.
      await tx.query({
        text: "select pg_advisory_xact_lock(hashtextextended('sandboxes ' || $1, 0))",
        values: [tenant_id],
      });
      const full = (await listSandboxes(tx)).length >= MOST_SANDBOXES;
      if (full) throw new AppError("sandbox_limit", { most: MOST_SANDBOXES });
      await register(tx, app, { ...input, sandbox_id, sandbox_staff_id: made.staff_id });
      await addSandboxJob(tx, "make_sandbox", sandbox_id);
      const subject = { kind: "tenant", id: sandbox_id } as const;
      const after = { name: input.name, demo: input.demo };
      await recordAudit(tx, runtime, by, { action: "sandbox.created", subject, after });
    })
    .catch(async (error: unknown) => {
      await wipe(app, sandbox_id);
      throw error;
    });
  return { sandbox_id, api_key: made.api_key };
}

async function openTenant(
  tx: Tx,
  { runtime }: App,
  { name, creator }: NewSandbox & { creator: { name: string; email: string } },
): Promise<{ staff_id: string; api_key: string }> {
  const { unit_id } = await createTenant(tx, runtime, { name, mode: "sandbox" });
  // A person who is known keeps their password; this one is never used.
  const password = Buffer.from(runtime.random.bytes(24)).toString("base64url");
  const { staff_id } = await createStaff(tx, runtime, { ...creator, password, role: "hq_admin", unit_id });
  const { token } = await createApiKey(tx, runtime, { name: "sandbox", permissions: PERMISSIONS, unit_id });
  return { staff_id, api_key: token };
}

async function register(
  tx: Tx,
  { runtime }: App,
  input: NewSandbox & { sandbox_id: string; sandbox_staff_id: string },
): Promise<void> {
  const { tenant_id, sandbox_id, sandbox_staff_id, name, demo, staff_id } = input;
  await tx.run(
    sql_builder.insertInto("sandboxes.sandbox").values({
      tenant_id,
      sandbox_id,
      sandbox_staff_id,
      name,
      demo,
      state: "making",
      created_by: staff_id,
      created_at: runtime.clock.now(),
    }),
  );
}

async function wipe({ database, runtime }: App, sandbox_id: string): Promise<void> {
  await database.call({ text: "select org.wipe_sandbox($1, $2, true)", values: [sandbox_id, runtime.clock.now()] });
}
