import type { By } from "../../platform/audit/by.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Db } from "../../platform/db/pool.ts";
import { NO_MASKS, type SensitiveKind } from "../../platform/kernel/sensitive.ts";
import { registerNames } from "../../platform/names.ts";
import { type Person, registerPeople } from "../../platform/people.ts";
import { getUnit, unitsUnder } from "../org/index.ts";
import type { StaffGrantor } from "./change-staff.ts";
import { permissionsOf } from "./domain/permissions.ts";

registerPeople((db, kind, id) => (kind === "staff" ? findStaff(db, id) : findKey(db, id)));

async function findStaff(db: Db, staff_id: string): Promise<Person | undefined> {
  const staff = await standingOf(db, staff_id);
  if (!staff) return undefined;
  const { name, status } = staff;
  return { name, is_active: status === "active", until: null, made_by: null, ...(await rightsOf(db, staff)) };
}

/** What somebody of the staff may hand on as they stand now; undefined for whoever is not in office. */
export async function grantorNow(db: Db, staff_id: string, by: By): Promise<StaffGrantor | undefined> {
  const staff = await standingOf(db, staff_id);
  if (staff?.status !== "active") return undefined;
  const { permissions, masks, scope, customers } = await rightsOf(db, staff);
  return { permissions, masks, reach: { scope, customers }, by, role_id: staff.role_id, staff_id };
}

type Standing = NonNullable<Awaited<ReturnType<typeof standingOf>>>;

async function rightsOf(
  db: Db,
  staff: Standing,
): Promise<Pick<Person, "permissions" | "masks" | "scope" | "customers">> {
  const { unit_id, scope_kind, staff_id } = staff;
  return {
    permissions: permissionsOf(staff),
    masks: new Set(staff.masks as SensitiveKind[]), // the table's own check
    scope: scope_kind === "subtree" ? await scopeOf(db, unit_id) : [unit_id],
    customers: scope_kind === "own_customers" ? { staff_id } : "all",
  };
}

const standingOf = (db: Db, staff_id: string) =>
  db.first(
    sql_builder
      .selectFrom("access.staff as s")
      .innerJoin("access.role as r", (join) =>
        join.onRef("r.tenant_id", "=", "s.tenant_id").onRef("r.role_id", "=", "s.role_id"),
      )
      .select(["s.staff_id", "s.name", "s.unit_id", "s.status", "s.role_id"])
      .select(["r.is_system", "r.permissions", "r.masks", "r.scope_kind"])
      .where("s.tenant_id", "=", db.tenant_id)
      .where("s.staff_id", "=", staff_id),
  );

async function findKey(db: Db, key_id: string): Promise<Person | undefined> {
  const key = await db.first(
    sql_builder
      .selectFrom("access.api_key")
      .select(["name", "permissions", "unit_id", "revoked_at", "expires_at", "created_by"])
      .where("tenant_id", "=", db.tenant_id)
      .where("key_id", "=", key_id),
  );
  if (!key) return undefined;
  const { name, permissions, unit_id, revoked_at, expires_at, created_by } = key;
  const scope = await scopeOf(db, unit_id);
  const rights = { permissions: new Set(permissions), scope, customers: "all", masks: NO_MASKS } as const;
  return { name, is_active: revoked_at === null, until: expires_at, made_by: created_by, ...rights };
}

async function scopeOf(db: Db, unit_id: string): Promise<Person["scope"]> {
  const { parent_id } = await getUnit(db, unit_id);
  return parent_id === null ? "all" : unitsUnder(db, unit_id);
}

registerNames("staff", async (db, ids) => {
  const rows = await db.all(
    sql_builder
      .selectFrom("access.staff")
      .select(["staff_id", "name"])
      .where("tenant_id", "=", db.tenant_id)
      .where("staff_id", "in", [...ids]),
  );
  return new Map(rows.map((row) => [row.staff_id, row.name]));
});

registerNames("api_key", async (db, ids) => {
  const rows = await db.all(
    sql_builder
      .selectFrom("access.api_key")
      .select(["key_id", "name"])
      .where("tenant_id", "=", db.tenant_id)
      .where("key_id", "in", [...ids]),
  );
  return new Map(rows.map((row) => [row.key_id, row.name]));
});

registerNames("role", async (db, ids) => {
  const rows = await db.all(
    sql_builder
      .selectFrom("access.role")
      .select(["role_id", "name"])
      .where("tenant_id", "=", db.tenant_id)
      .where("role_id", "in", [...ids]),
  );
  return new Map(rows.map((row) => [row.role_id, row.name]));
});

registerNames("invitation", async (db, ids) => {
  const rows = await db.all(
    sql_builder
      .selectFrom("access.invitation")
      .select(["invitation_id", "name"])
      .where("tenant_id", "=", db.tenant_id)
      .where("invitation_id", "in", [...ids]),
  );
  return new Map(rows.map((row) => [row.invitation_id, row.name]));
});
