// What a tenant demands of its people.
import type { By } from "../../platform/audit/by.ts";
import { recordAudit } from "../../platform/audit/record-audit.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Db, Tx } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";

export interface AccessPolicy {
  /** Codes of the roles whose holders need a second factor. */
  totp_roles: string[];
  /** 0 while nobody has set one. */
  version: number;
}

export async function getPolicy(db: Db): Promise<AccessPolicy> {
  const row = await db.first(
    sql_builder.selectFrom("access.policy").select(["totp_roles", "version"]).where("tenant_id", "=", db.tenant_id),
  );
  return row ?? { totp_roles: [], version: 0 };
}

/** Felt at the next request of everybody concerned, within the age of the session cache. @throws version_conflict */
export async function setPolicy(tx: Tx, runtime: Runtime, input: AccessPolicy, by: By): Promise<AccessPolicy> {
  const before = await getPolicy(tx);
  const totp_roles = [...new Set(input.totp_roles)].sort();
  const [row] = await tx.query<{ version: number }>({
    name: "set_access_policy",
    text: `insert into access.policy as y (tenant_id, totp_roles, version, updated_at)
           select $1, $2, 1, $3 where $4 = 0 or exists (select from access.policy where tenant_id = $1)
           on conflict (tenant_id) do update set totp_roles = $2, version = y.version + 1, updated_at = $3
           where y.version = $4
           returning version`,
    values: [tx.tenant_id, totp_roles, runtime.clock.now(), input.version],
  });
  if (!row) throw new AppError("version_conflict", { version: before.version });
  await recordAudit(tx, runtime, by, {
    action: "access_policy.updated",
    subject: { kind: "tenant", id: tx.tenant_id },
    before: { totp_roles: before.totp_roles },
    after: { totp_roles },
  });
  return { totp_roles, version: row.version };
}
