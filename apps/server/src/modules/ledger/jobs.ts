import type { TaskList } from "graphile-worker";
import type { Logger } from "pino";
import type { Database } from "../../platform/db/pool.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { auditBook } from "./audit.ts";

const MONTHS_AHEAD = 3;

/** At 02:10 and 02:30 Shanghai time. */
export const LEDGER_CRONTAB = "10 18 * * * ledger_partitions ?fill=7d&max=3\n30 18 * * * ledger_audit ?max=3";

/** Makes the partitions of the months to come. Also run at start, so that a fresh database has them. */
export async function ensurePartitions(database: Database, runtime: Runtime): Promise<void> {
  const today = runtime.clock.now().toISOString().slice(0, 10);
  await database.call({ text: "select ledger.ensure_partitions($1, $2)", values: [today, MONTHS_AHEAD] });
}

export function ledgerTasks(
  database: Database,
  runtime: Runtime,
  log: Logger,
  listTenants: () => Promise<string[]>,
): TaskList {
  return {
    ledger_partitions: () => ensurePartitions(database, runtime),
    ledger_audit: async () => {
      for (const tenant_id of await listTenants()) {
        const findings = await database.read(tenant_id, auditBook);
        if (findings.length > 0)
          log.error(
            { tenant_id, findings: findings.slice(0, 20), count: findings.length },
            "the book does not balance",
          );
        else log.info({ tenant_id }, "the book balances");
      }
    },
  };
}
