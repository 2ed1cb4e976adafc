import { sql_builder } from "../../platform/db/builder.ts";
import type { Db } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { EVERYBODY, type Reach, reachesUnit } from "../../platform/kernel/reach.ts";

export interface StaffRow {
  staff_id: string;
  name: string;
  email: string;
  role_id: string;
  role_code: string;
  role_name: string;
  role_names: unknown;
  unit_id: string;
  unit_name: string;
  status: "active" | "disabled";
  status_reason: string | null;
  phone_tail: string | null;
  last_seen_at: Date | null;
}

export interface StaffFilter {
  scope: Reach["scope"];
  role_id?: string | undefined;
  status?: "active" | "disabled" | undefined;
  after: { email: string; staff_id: string } | undefined;
  /** One more than the page, to see whether it goes on. */
  rows: number;
}

function staffOf(db: Db) {
  return sql_builder
    .selectFrom("access.staff as s")
    .innerJoin("org.v_unit as u", (join) =>
      join.onRef("u.tenant_id", "=", "s.tenant_id").onRef("u.unit_id", "=", "s.unit_id"),
    )
    .innerJoin("access.role as r", (join) =>
      join.onRef("r.tenant_id", "=", "s.tenant_id").onRef("r.role_id", "=", "s.role_id"),
    )
    .select([
      "s.staff_id",
      "s.name",
      "s.email",
      "s.unit_id",
      "u.name as unit_name",
      "s.status",
      "s.status_reason",
      "s.phone_tail",
    ])
    .select(["r.role_id", "r.code as role_code", "r.name as role_name", "r.names as role_names"])
    .select((eb) =>
      eb
        .selectFrom("access.session as e")
        .select((one) => one.fn.max("e.last_seen_at").as("at"))
        .whereRef("e.tenant_id", "=", "s.tenant_id")
        .whereRef("e.staff_id", "=", "s.staff_id")
        .as("last_seen_at"),
    )
    .where("s.tenant_id", "=", db.tenant_id);
}

/** Staff of the given units by e-mail. */
export async function listStaff(db: Db, { scope, role_id, status, after, rows }: StaffFilter): Promise<StaffRow[]> {
  let query = staffOf(db).orderBy("s.email").orderBy("s.staff_id").limit(rows);
  if (scope !== "all") query = query.where("s.unit_id", "in", [...scope]);
  if (role_id !== undefined) query = query.where("s.role_id", "=", role_id);
  if (status !== undefined) query = query.where("s.status", "=", status);
  if (after) {
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple("s.email", "s.staff_id"), ">", tuple(after.email, after.staff_id)),
    );
  }
  return db.all(query);
}

/** @throws not_found, also for staff of a unit outside the scope */
export async function getStaff(db: Db, staff_id: string, reach: Pick<Reach, "scope">): Promise<StaffRow> {
  const row = await db.first(staffOf(db).where("s.staff_id", "=", staff_id));
  if (!row || !reachesUnit(reach, row.unit_id)) throw new AppError("not_found");
  return row;
}

/** What a person is called, for a post of theirs in another tenant. @throws not_found */
export async function staffName(db: Db, staff_id: string): Promise<{ name: string; email: string }> {
  const { name, email } = await getStaff(db, staff_id, EVERYBODY);
  return { name, email };
}
