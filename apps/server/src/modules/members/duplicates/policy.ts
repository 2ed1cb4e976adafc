import { sql_builder } from "../../../platform/db/builder.ts";
import type { Db, Tx } from "../../../platform/db/pool.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import type { Runtime } from "../../../platform/kernel/runtime.ts";
import { type DuplicatePolicy, type DuplicateRules, FIRST_POLICY } from "../domain/duplicate-rules.ts";

export async function readDuplicatePolicy(db: Db): Promise<DuplicatePolicy> {
  const row = await db.first(
    sql_builder
      .selectFrom("members.duplicate_policy")
      .select(["version", "threshold", "rules"])
      .where("tenant_id", "=", db.tenant_id),
  );
  if (!row) return FIRST_POLICY;
  // Written by putDuplicatePolicy; a rule that came later has its first value.
  return { ...row, rules: { ...FIRST_POLICY.rules, ...(row.rules as Partial<DuplicateRules>) } };
}

/** `version` is the one that was read. @throws version_conflict */
export async function putDuplicatePolicy(tx: Tx, { clock }: Runtime, input: DuplicatePolicy): Promise<void> {
  const { version, threshold, rules } = input;
  const values = {
    version: version + 1,
    threshold,
    rules: JSON.stringify(rules),
    updated_at: clock.now(),
  };
  const written = await (version === 0
    ? tx.run(
        sql_builder
          .insertInto("members.duplicate_policy")
          .values({ tenant_id: tx.tenant_id, ...values })
          .onConflict((conflict) => conflict.doNothing()),
      )
    : tx.run(
        sql_builder
          .updateTable("members.duplicate_policy")
          .set(values)
          .where("tenant_id", "=", tx.tenant_id)
          .where("version", "=", version),
      ));
  if (written === 0) throw new AppError("version_conflict", { version: (await readDuplicatePolicy(tx)).version });
}
