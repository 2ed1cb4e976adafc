import { sql_builder } from "../../../platform/db/builder.ts";
import type { Db, Tx } from "../../../platform/db/pool.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import type { Runtime } from "../../../platform/kernel/runtime.ts";
import { FIRST_LIFECYCLE, type LifecyclePolicy, type Thresholds } from "../domain/lifecycle.ts";

export async function readLifecyclePolicy(db: Db): Promise<LifecyclePolicy> {
  const row = await db.first(
    sql_builder
      .selectFrom("members.lifecycle_policy")
      .select(["version", "new_days", "at_risk_days", "sleeping_days", "lost_days"])
      .where("tenant_id", "=", db.tenant_id),
  );
  return row ?? FIRST_LIFECYCLE;
}

/** The statements' four parameters. */
export const thresholdsOf = ({ new_days, at_risk_days, sleeping_days, lost_days }: Thresholds): Thresholds => ({
  new_days,
  at_risk_days,
  sleeping_days,
  lost_days,
});

/** `version` is the one that was read. @throws version_conflict */
export async function putLifecyclePolicy(tx: Tx, { clock }: Runtime, input: LifecyclePolicy): Promise<void> {
  const { version } = input;
  const values = { ...thresholdsOf(input), version: version + 1, updated_at: clock.now() };
  const written = await (version === 0
    ? tx.run(
        sql_builder
          .insertInto("members.lifecycle_policy")
          .values({ tenant_id: tx.tenant_id, ...values })
          .onConflict((conflict) => conflict.doNothing()),
      )
    : tx.run(
        sql_builder
          .updateTable("members.lifecycle_policy")
          .set(values)
          .where("tenant_id", "=", tx.tenant_id)
          .where("version", "=", version),
      ));
  if (written === 0) throw new AppError("version_conflict", { version: (await readLifecyclePolicy(tx)).version });
}
