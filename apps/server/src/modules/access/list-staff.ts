import { sql_builder } from "../../platform/db/builder.ts";
import type { Db } from "../../platform/db/pool.ts";
import type { Role } from "./domain/permissions.ts";

export interface StaffRow {
  staff_id: string;
  name: string;
  email: string;
  role: Role;
  unit_id: string;
  unit_name: string;
  status: "active" | "disabled";
}

export interface StaffFilter {
  scope: "all" | readonly string[];
  after: { email: string; staff_id: string } | undefined;
  /** One more than the page, to see whether it goes on. */
  rows: number;
}

/** Staff of the given units by e-mail. */
export async function listStaff(db: Db, { scope, after, rows }: StaffFilter): Promise<StaffRow[]> {
  let query = sql_builder
    .selectFrom("access.staff as s")
    .innerJoin("org.v_unit as u", (join) =>
      join.onRef("u.tenant_id", "=", "s.tenant_id").onRef("u.unit_id", "=", "s.unit_id"),
    )
    .select(["s.staff_id", "s.name", "s.email", "s.role", "s.unit_id", "u.name as unit_name", "s.status"])
    .where("s.tenant_id", "=", db.tenant_id)
    .orderBy("s.email")
    .orderBy("s.staff_id")
    .limit(rows);
  if (scope !== "all") query = query.where("s.unit_id", "in", [...scope]);
  if (after) {
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple("s.email", "s.staff_id"), ">", tuple(after.email, after.staff_id)),
    );
  }
  return db.all(query);
}
