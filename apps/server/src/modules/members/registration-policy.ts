import { sql_builder } from "../../platform/db/builder.ts";
import type { Db, Tx } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import type { Purpose } from "../consents/index.ts";

export interface RegistrationPolicy {
  version: number;
  /** Whether a purchase may make a member of a phone nobody has. */
  at_purchase: "off" | "with_consent";
  /** What is asked for there. */
  purposes: Purpose[];
  consent_channel: "front_desk" | "paper";
}

const FIRST_POLICY: RegistrationPolicy = {
  version: 0,
  at_purchase: "off",
  purposes: ["membership", "marketing"],
  consent_channel: "front_desk",
};

export async function readRegistrationPolicy(db: Db): Promise<RegistrationPolicy> {
  const row = await db.first(
    sql_builder
      .selectFrom("members.registration_policy")
      .select(["version", "at_purchase", "purposes", "consent_channel"])
      .where("tenant_id", "=", db.tenant_id),
  );
  // Written by putRegistrationPolicy.
  return row ? { ...row, purposes: row.purposes as Purpose[] } : FIRST_POLICY;
}

/** `version` is the one that was read. @throws version_conflict */
export async function putRegistrationPolicy(tx: Tx, { clock }: Runtime, policy: RegistrationPolicy): Promise<void> {
  const { tenant_id } = tx;
  const values = { ...policy, version: policy.version + 1, updated_at: clock.now() };
  const written = await (policy.version === 0
    ? tx.run(
        sql_builder
          .insertInto("members.registration_policy")
          .values({ tenant_id, ...values })
          .onConflict((conflict) => conflict.doNothing()),
      )
    : tx.run(
        sql_builder
          .updateTable("members.registration_policy")
          .set(values)
          .where("tenant_id", "=", tenant_id)
          .where("version", "=", policy.version),
      ));
  if (written === 0) throw new AppError("version_conflict", { version: (await readRegistrationPolicy(tx)).version });
}
