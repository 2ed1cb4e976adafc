import type { TaskList } from "graphile-worker";
import type { App } from "../../platform/app.ts";
import type { Database } from "../../platform/db/pool.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { runAudit } from "./proof/audit-tenant.ts";
import { sealBlocks } from "./proof/seal-blocks.ts";

const MONTHS_AHEAD = 3;

/** Every minute; at 02:10 and 02:30 Shanghai time. Without queues: one that a killed worker held would stand still for hours. */
export const LEDGER_CRONTAB = [
  "* * * * * ledger_seal ?max=3",
  "10 18 * * * ledger_partitions ?fill=7d&max=3",
  "30 18 * * * ledger_audit ?max=3",
].join("\n");

/** Makes the partitions of the months to come. Also run at start, so that a fresh database has them. */
export async function ensurePartitions(database: Database, runtime: Runtime): Promise<void> {
  const today = runtime.clock.now().toISOString().slice(0, 10);
  await database.call({ text: "select ledger.ensure_partitions($1, $2)", values: [today, MONTHS_AHEAD] });
}

export function ledgerTasks(app: App, listTenants: () => Promise<string[]>): TaskList {
  const { database, runtime } = app;
  return {
    ledger_partitions: () => ensurePartitions(database, runtime),
    ledger_seal: () => forEach(app, listTenants, (tenant_id) => seal(app, tenant_id, false)),
    ledger_audit: () =>
      forEach(app, listTenants, async (tenant_id) => {
        await seal(app, tenant_id, true);
        await audit(app, tenant_id, "night");
      }),
    ledger_audit_asked: async (payload) => {
      const { tenant_id } = payload as { tenant_id: string };
      await audit(app, tenant_id, "request");
    },
  };
}

/** One tenant's failure does not keep the others waiting; the job fails at the end, so that it is tried again. */
async function forEach(
  { log }: App,
  listTenants: () => Promise<string[]>,
  work: (tenant_id: string) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = [];
  for (const tenant_id of await listTenants()) {
    await work(tenant_id).catch((error: unknown) => {
      log.error({ err: error, tenant_id }, "a job of the book failed for this tenant");
      failures.push(error);
    });
  }
  if (failures.length > 0) throw new AggregateError(failures, `failed for ${failures.length} tenants`);
}

async function seal(app: App, tenant_id: string, everything: boolean): Promise<void> {
  const sealed = await sealBlocks(app.database, app, tenant_id, { everything });
  // The head in the log is a witness outside the database.
  if (sealed.blocks > 0) app.log.info({ tenant_id, ...sealed }, "blocks of the book were sealed");
}

async function audit(app: App, tenant_id: string, asked_by: "night" | "request"): Promise<void> {
  const { findings, ...counts } = await runAudit(app.database, app, tenant_id, asked_by);
  if (findings.length === 0) app.log.info({ tenant_id, ...counts }, "the book balances");
  else {
    const shown = { findings: findings.slice(0, 20), count: findings.length };
    app.log.error({ tenant_id, ...counts, ...shown }, "the book does not balance");
  }
}
