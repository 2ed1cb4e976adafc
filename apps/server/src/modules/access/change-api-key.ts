import type { By } from "../../platform/audit/by.ts";
import { recordAudit } from "../../platform/audit/record-audit.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { getUnit } from "../org/index.ts";
import { type ApiKey, getApiKey, lockApiKey } from "./api-keys.ts";
import { createApiKey, type NewApiKey, newToken } from "./create-api-key.ts";

/** Whose hand issues or changes a key: nobody gives more than they have. */
export interface KeyIssuer {
  by: By;
  permissions: ReadonlySet<string>;
  scope: "all" | readonly string[];
}

export interface KeyChange {
  name?: string;
  expires_at?: Date | null;
  rate_limit_per_minute?: number | null;
}

/** @throws key_beyond_own_rights · not_found (the unit) · key_expiry_past */
export async function issueApiKey(
  tx: Tx,
  runtime: Runtime,
  input: NewApiKey,
  issuer: KeyIssuer,
): Promise<{ key: ApiKey; token: string }> {
  refuseMore(input.permissions, issuer);
  if (issuer.scope !== "all" && !issuer.scope.includes(input.unit_id)) throw new AppError("not_found");
  await getUnit(tx, input.unit_id);
  refusePast(runtime, input.expires_at);
  const { key_id, token } = await createApiKey(tx, runtime, input);
  const { name, permissions, unit_id, expires_at = null } = input;
  await recordAudit(tx, runtime, issuer.by, {
    action: "api_key.created",
    subject: { kind: "api_key", id: key_id },
    after: { name, permissions: [...permissions], unit_id, expires_at },
  });
  return { key: await getApiKey(tx, key_id, "all"), token };
}

/** @throws not_found · key_revoked · key_expiry_past */
export async function changeApiKey(
  tx: Tx,
  runtime: Runtime,
  key_id: string,
  change: KeyChange,
  issuer: KeyIssuer,
): Promise<ApiKey> {
  const before = await lockLiving(tx, key_id, issuer);
  refusePast(runtime, change.expires_at);
  if (Object.keys(change).length > 0) await update(tx, key_id, change);
  const fields = Object.keys(change) as (keyof KeyChange)[];
  await recordAudit(tx, runtime, issuer.by, {
    action: "api_key.updated",
    subject: { kind: "api_key", id: key_id },
    before: Object.fromEntries(fields.map((field) => [field, before[field]])),
    after: Object.fromEntries(fields.map((field) => [field, change[field]])),
  });
  return getApiKey(tx, key_id, "all");
}

/** A new token for the same key; the old one works until then. What is older than it ends now. @throws not_found · key_revoked */
export async function rotateApiKey(
  tx: Tx,
  runtime: Runtime,
  key_id: string,
  overlap_hours: number,
  issuer: KeyIssuer,
): Promise<{ key: ApiKey; token: string }> {
  const before = await lockLiving(tx, key_id, issuer);
  refuseMore(before.permissions, issuer);
  const now = runtime.clock.now();
  const { token, key_hash, prefix } = await newToken(tx, runtime);
  const old_key_until = new Date(now.getTime() + overlap_hours * 3_600_000);
  await tx.run(
    sql_builder
      .updateTable("access.api_key")
      .set(({ ref }) => ({ key_hash, prefix, old_key_hash: ref("key_hash"), old_key_until, rotated_at: now }))
      .where("tenant_id", "=", tx.tenant_id)
      .where("key_id", "=", key_id),
  );
  await recordAudit(tx, runtime, issuer.by, {
    action: "api_key.rotated",
    subject: { kind: "api_key", id: key_id },
    after: { overlap_hours },
  });
  return { key: await getApiKey(tx, key_id, "all"), token };
}

/** For good, both tokens. Revoked again, it stays as it was. @throws not_found */
export async function revokeApiKey(tx: Tx, runtime: Runtime, key_id: string, issuer: KeyIssuer): Promise<void> {
  const { revoked_at, name } = await lockApiKey(tx, key_id, issuer.scope);
  if (revoked_at) return;
  await update(tx, key_id, { revoked_at: runtime.clock.now() });
  await recordAudit(tx, runtime, issuer.by, {
    action: "api_key.revoked",
    subject: { kind: "api_key", id: key_id },
    before: { name },
  });
}

async function update(tx: Tx, key_id: string, change: KeyChange & { revoked_at?: Date }): Promise<void> {
  await tx.run(
    sql_builder
      .updateTable("access.api_key")
      .set(change)
      .where("tenant_id", "=", tx.tenant_id)
      .where("key_id", "=", key_id),
  );
}

async function lockLiving(tx: Tx, key_id: string, { scope }: KeyIssuer): Promise<ApiKey> {
  const key = await lockApiKey(tx, key_id, scope);
  if (key.revoked_at) throw new AppError("key_revoked");
  return key;
}

function refuseMore(permissions: readonly string[], issuer: KeyIssuer): void {
  const more = permissions.filter((permission) => !issuer.permissions.has(permission));
  if (more.length > 0) throw new AppError("key_beyond_own_rights", { permissions: more.join(", ") });
}

function refusePast(runtime: Runtime, expires_at: Date | null | undefined): void {
  if (expires_at && expires_at <= runtime.clock.now()) throw new AppError("key_expiry_past");
}
