import { sql_builder } from "../../platform/db/builder.ts";
import type { Db, Tx } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";

type Scope = "all" | readonly string[];

export interface ApiKey {
  key_id: string;
  name: string;
  prefix: string;
  permissions: string[];
  unit_id: string;
  unit_name: string;
  rate_limit_per_minute: number | null;
  created_at: Date;
  created_by: string | null;
  created_by_name: string | null;
  expires_at: Date | null;
  rotated_at: Date | null;
  old_key_until: Date | null;
  revoked_at: Date | null;
  last_used_at: Date | null;
  last_used_ip: string | null;
}

function visible(db: Db, scope: Scope) {
  const query = sql_builder
    .selectFrom("access.api_key as k")
    .innerJoin("org.v_unit as u", (join) =>
      join.onRef("u.tenant_id", "=", "k.tenant_id").onRef("u.unit_id", "=", "k.unit_id"),
    )
    .leftJoin("access.staff as s", (join) =>
      join.onRef("s.tenant_id", "=", "k.tenant_id").onRef("s.staff_id", "=", "k.created_by"),
    )
    .select([
      "k.key_id",
      "k.name",
      "k.prefix",
      "k.permissions",
      "k.unit_id",
      "u.name as unit_name",
      "k.rate_limit_per_minute",
      "k.created_at",
      "k.created_by",
      "s.name as created_by_name",
      "k.expires_at",
      "k.rotated_at",
      "k.old_key_until",
      "k.revoked_at",
      "k.last_used_at",
      "k.last_used_ip",
    ])
    .where("k.tenant_id", "=", db.tenant_id);
  return scope === "all" ? query : query.where("k.unit_id", "in", [...scope]);
}

export interface KeyFilter {
  scope: Scope;
  before: { created_at: Date; key_id: string } | undefined;
  rows: number;
}

/** Newest first, revoked ones among them. */
export function listApiKeys(db: Db, { scope, before, rows }: KeyFilter): Promise<ApiKey[]> {
  let query = visible(db, scope).orderBy("k.created_at", "desc").orderBy("k.key_id", "desc").limit(rows);
  if (before) {
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple("k.created_at", "k.key_id"), "<", tuple(before.created_at, before.key_id)),
    );
  }
  return db.all(query);
}

/** @throws not_found */
export async function getApiKey(db: Db, key_id: string, scope: Scope): Promise<ApiKey> {
  const key = await db.first(visible(db, scope).where("k.key_id", "=", key_id));
  if (!key) throw new AppError("not_found");
  return key;
}

/** The same, until the transaction ends. */
export async function lockApiKey(tx: Tx, key_id: string, scope: Scope): Promise<ApiKey> {
  const key = await tx.first(visible(tx, scope).where("k.key_id", "=", key_id).forNoKeyUpdate("k"));
  if (!key) throw new AppError("not_found");
  return key;
}
