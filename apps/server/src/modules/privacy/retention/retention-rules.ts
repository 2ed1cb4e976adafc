import type { By } from "../../../platform/audit/by.ts";
import { recordAudit } from "../../../platform/audit/record-audit.ts";
import { sql_builder } from "../../../platform/db/builder.ts";
import type { Db, Tx } from "../../../platform/db/pool.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import type { Runtime } from "../../../platform/kernel/runtime.ts";
import { type DataClass, findDataClass, listDataClasses } from "../../../platform/personal-data/retention.ts";

export interface RetentionRule {
  data_class: DataClass;
  days: number;
  /** 0: the program's own term. */
  version: number;
}

const rules = (db: Db) =>
  sql_builder
    .selectFrom("privacy.retention_rule")
    .select(["data_class", "days", "version"])
    .where("tenant_id", "=", db.tenant_id);

/** Every class of data with the days it is kept in this tenant. */
export async function listRetentionRules(db: Db): Promise<RetentionRule[]> {
  const own = new Map((await db.all(rules(db))).map((rule) => [rule.data_class, rule]));
  return listDataClasses().map((data_class) => {
    const rule = own.get(data_class.code);
    return { data_class, days: rule?.days ?? data_class.default_days, version: rule?.version ?? 0 };
  });
}

/** @throws not_found · retention_too_short · version_conflict */
export async function putRetentionRule(
  tx: Tx,
  runtime: Runtime,
  input: { code: string; days: number; version: number; by: By },
): Promise<void> {
  const { code, days, version, by } = input;
  const { tenant_id } = tx;
  const data_class = findDataClass(code);
  if (!data_class) throw new AppError("not_found");
  if (days < data_class.least_days) throw new AppError("retention_too_short", { least: data_class.least_days });
  const before = await tx.first(rules(tx).where("data_class", "=", code).forUpdate());
  if ((before?.version ?? 0) !== version) throw new AppError("version_conflict", { version: before?.version ?? 0 });
  const set = { days, version: version + 1, recorded_at: runtime.clock.now() };
  await tx.run(
    sql_builder
      .insertInto("privacy.retention_rule")
      .values({ tenant_id, data_class: code, ...set })
      .onConflict((conflict) => conflict.columns(["tenant_id", "data_class"]).doUpdateSet(set)),
  );
  await recordAudit(tx, runtime, by, {
    action: "retention_rule.changed",
    subject: { kind: "tenant", id: tenant_id },
    before: { data_class: code, days: before?.days ?? data_class.default_days },
    after: { data_class: code, days },
  });
}
