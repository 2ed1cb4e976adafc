import type { Keyed } from "../../../platform/crypto/secrets.ts";
import { sql_builder } from "../../../platform/db/builder.ts";
import type { Db, Tx } from "../../../platform/db/pool.ts";
import { listRetentionRules, type RetentionRule } from "./retention-rules.ts";

const DAY_MS = 86_400_000;

export interface RetentionResult {
  data_class: string;
  days: number;
  /** What is older goes: real time, whatever a sandbox's clock says. */
  before: string;
  rows: number;
}

export const beforeOf = ({ days }: Pick<RetentionRule, "days">, now: Date) => new Date(now.getTime() - days * DAY_MS);

/** What would go now, class by class. */
export async function previewRetention(db: Db, { runtime }: Pick<Keyed, "runtime">): Promise<RetentionResult[]> {
  const now = runtime.clock.now();
  const found: RetentionResult[] = [];
  for (const rule of await listRetentionRules(db)) {
    const before = beforeOf(rule, now);
    const rows = await rule.data_class.count(db, before);
    found.push({ data_class: rule.data_class.code, days: rule.days, before: before.toISOString(), rows });
  }
  return found;
}

/** Keeps what a run found or did; said twice it stays as it was. */
export async function keepRun(
  tx: Tx,
  run: { run_id: string; is_dry: boolean; started_at: Date; finished_at: Date; results: readonly RetentionResult[] },
): Promise<void> {
  const { results, ...row } = run;
  await tx.run(
    sql_builder
      .insertInto("privacy.retention_run")
      .values({ tenant_id: tx.tenant_id, ...row, results: JSON.stringify(results) })
      .onConflict((conflict) => conflict.doNothing()),
  );
}

export async function listRuns(db: Db, limit: number) {
  const rows = await db.all(
    sql_builder
      .selectFrom("privacy.retention_run")
      .select(["run_id", "is_dry", "started_at", "finished_at", "results"])
      .where("tenant_id", "=", db.tenant_id)
      .orderBy("started_at", "desc")
      .limit(limit),
  );
  // Written by keepRun.
  return rows.map((row) => ({ ...row, results: row.results as RetentionResult[] }));
}
