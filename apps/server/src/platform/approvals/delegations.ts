import { recordAudit } from "../audit/record-audit.ts";
import type { Caller } from "../audit/by.ts";
import { sql_builder } from "../db/builder.ts";
import type { Db, Tx } from "../db/pool.ts";
import type { Auth } from "../http/auth.ts";
import { present } from "../kernel/assert.ts";
import { AppError } from "../kernel/errors.ts";
import type { Runtime } from "../kernel/runtime.ts";
import { findPerson } from "../people.ts";
import { listOperations } from "./operations.ts";

/** Somebody may decide what another may decide, for a time. */
export interface Delegation {
  delegation_id: string;
  from_staff_id: string;
  to_staff_id: string;
  permissions: string[];
  valid_from: Date;
  valid_until: Date;
  reason: string;
  ended_at: Date | null;
}

export const DELEGATION_COLUMNS = [
  "delegation_id",
  "from_staff_id",
  "to_staff_id",
  "permissions",
  "valid_from",
  "valid_until",
  "reason",
  "ended_at",
] as const;

/** Permissions that say yes to something. */
export const approvingPermissions = (): string[] =>
  [...new Set(listOperations().map((operation) => operation.permission))].sort();

/** Lent by or to this person, and with `all` everybody's; newest first. */
export async function listDelegations(
  db: Db,
  { staff_id, all, limit, before_id }: { staff_id: string; all: boolean; limit: number; before_id: string | undefined },
): Promise<Delegation[]> {
  let query = sql_builder
    .selectFrom("platform.delegation")
    .select(DELEGATION_COLUMNS)
    .where("tenant_id", "=", db.tenant_id);
  if (!all) query = query.where((e) => e.or([e("from_staff_id", "=", staff_id), e("to_staff_id", "=", staff_id)]));
  if (before_id !== undefined) query = query.where("delegation_id", "<", before_id);
  return db.all(query.orderBy("delegation_id", "desc").limit(limit));
}

const LONGEST_MS = 92 * 86_400_000;

export interface NewDelegation {
  to_staff_id: string;
  permissions: readonly string[];
  valid_from: Date;
  valid_until: Date;
  reason: string;
}

/**
 * Lends what the caller holds by their own role. @throws delegation_to_self · delegate_not_found ·
 * delegation_beyond_rights · delegation_period
 */
export async function delegate(
  tx: Tx,
  runtime: Runtime,
  { auth, by, now, ...input }: NewDelegation & { auth: Auth; by: Caller; now: Date },
): Promise<Delegation> {
  const from_staff_id = present(auth.staff_id, "a person who lends");
  const { to_staff_id, permissions, valid_from, valid_until, reason } = input;
  if (to_staff_id === from_staff_id) throw new AppError("delegation_to_self");
  const beyond = permissions.find((one) => !auth.permissions.has(one) || !approvingPermissions().includes(one));
  if (beyond !== undefined) throw new AppError("delegation_beyond_rights", { permission: beyond });
  const length = valid_until.getTime() - valid_from.getTime();
  if (length <= 0 || length > LONGEST_MS || valid_until.getTime() <= now.getTime()) {
    throw new AppError("delegation_period");
  }
  const receiver = await findPerson(tx, "staff", to_staff_id);
  if (!receiver?.is_active) throw new AppError("delegate_not_found");
  const delegation_id = runtime.ids.next();
  const row = {
    delegation_id,
    from_staff_id,
    to_staff_id,
    permissions: [...new Set(permissions)].sort(),
    valid_from,
    valid_until,
    reason,
  };
  const created_at = runtime.clock.now();
  await tx.run(sql_builder.insertInto("platform.delegation").values({ tenant_id: tx.tenant_id, ...row, created_at }));
  await recordAudit(tx, runtime, by, {
    action: "delegation.created",
    subject: { kind: "delegation", id: delegation_id },
    after: { to_staff_id, permissions: row.permissions, valid_from, valid_until },
    reason,
  });
  return { ...row, ended_at: null };
}

/** Ends it at once, by its lender or by who keeps the rules. Ended twice it stays ended. @throws not_found */
export async function endDelegation(
  tx: Tx,
  runtime: Runtime,
  { delegation_id, auth, by, now }: { delegation_id: string; auth: Auth; by: Caller; now: Date },
): Promise<void> {
  let query = sql_builder
    .selectFrom("platform.delegation")
    .select(DELEGATION_COLUMNS)
    .where("tenant_id", "=", tx.tenant_id)
    .where("delegation_id", "=", delegation_id);
  if (!auth.permissions.has("approvals:write")) query = query.where("from_staff_id", "=", auth.staff_id ?? "");
  const found = await tx.first(query.forUpdate());
  if (!found) throw new AppError("not_found");
  if (found.ended_at !== null) return;
  await tx.run(
    sql_builder
      .updateTable("platform.delegation")
      .set({ ended_at: now })
      .where("tenant_id", "=", tx.tenant_id)
      .where("delegation_id", "=", delegation_id),
  );
  await recordAudit(tx, runtime, by, {
    action: "delegation.ended",
    subject: { kind: "delegation", id: delegation_id },
    before: { to_staff_id: found.to_staff_id, permissions: found.permissions, valid_until: found.valid_until },
  });
}
