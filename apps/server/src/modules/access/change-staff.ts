import { recordAudit } from "../../platform/audit/record-audit.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { toWireId } from "../../platform/kernel/ids.ts";
import type { Reach } from "../../platform/kernel/reach.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { unitsUnder } from "../org/index.ts";
import { approvedBy, type Grantor, refuseBeyond } from "./change-role.ts";
import { reachesBeyond } from "./domain/own-rights.ts";
import { getStaff, type StaffRow } from "./list-staff.ts";
import { getRole, type Role } from "./roles.ts";
import { revokeSessions } from "./sessions.ts";

export interface StaffChange {
  name?: string | undefined;
  role_id?: string | undefined;
  unit_id?: string | undefined;
  status?: "active" | "disabled" | undefined;
  /** Why the status is what it is; required when it changes. */
  reason?: string | undefined;
}

export interface StaffGrantor extends Grantor {
  reach: Reach;
  staff_id: string | undefined;
}

/**
 * Changes what is given. Whoever is changed feels it with their next request; disabling ends every session.
 * @throws not_found · own_role · beyond_own_rights · last_admin · reason_required
 */
export async function changeStaff(
  tx: Tx,
  runtime: Runtime,
  staff_id: string,
  change: StaffChange,
  grantor: StaffGrantor,
): Promise<void> {
  // One change of staff at a time, so that of the last two administrators not each takes the other out.
  await tx.execute({
    text: "select pg_advisory_xact_lock(hashtextextended('access.staff ' || $1::uuid, 0))",
    values: [tx.tenant_id],
  });
  const staff = await getStaff(tx, staff_id, grantor.reach);
  const is_self = staff_id === grantor.staff_id;
  if (is_self && (change.role_id ?? change.unit_id ?? change.status) !== undefined) throw new AppError("own_role");
  const role = await getRole(tx, staff.role_id);
  await requireGrantable(tx, grantor, role, staff.unit_id);
  const next_role = change.role_id === undefined ? role : await getRole(tx, change.role_id, { lock: true });
  const unit_id = change.unit_id ?? staff.unit_id;
  await requireGrantable(tx, grantor, next_role, unit_id);
  const status = change.status ?? staff.status;
  if (status !== staff.status && !change.reason) throw new AppError("reason_required");
  if (role.is_system && (!next_role.is_system || status === "disabled" || unit_id !== staff.unit_id)) {
    await requireOtherAdmin(tx, staff);
  }
  const next = { name: change.name ?? staff.name, role_id: next_role.role_id, unit_id, status };
  await save(tx, runtime, staff, next, change.reason);
  await tell(tx, runtime, { staff, next, roles: { before: role, after: next_role }, reason: change.reason, grantor });
}

/** Whoever is stronger than the caller can neither be made nor changed by them. */
export async function requireGrantable(tx: Tx, grantor: StaffGrantor, role: Role, unit_id: string): Promise<void> {
  const below = await unitsUnder(tx, unit_id);
  // A unit that is not there and one that is not theirs look the same.
  const is_theirs = grantor.reach.scope === "all" || grantor.reach.scope.includes(unit_id);
  if (below.length === 0 || !is_theirs) throw new AppError("not_found");
  refuseBeyond(grantor, role);
  if (reachesBeyond(grantor.reach, role.scope_kind, unit_id, below)) {
    throw new AppError("beyond_own_rights", { beyond: role.scope_kind });
  }
}

/** Somebody else holds every permission over the whole group. @throws last_admin */
async function requireOtherAdmin(tx: Tx, { staff_id }: StaffRow): Promise<void> {
  const other = await tx.first(
    sql_builder
      .selectFrom("access.staff as s")
      .innerJoin("access.role as r", (join) =>
        join.onRef("r.tenant_id", "=", "s.tenant_id").onRef("r.role_id", "=", "s.role_id"),
      )
      .innerJoin("org.v_unit as u", (join) =>
        join.onRef("u.tenant_id", "=", "s.tenant_id").onRef("u.unit_id", "=", "s.unit_id"),
      )
      .select("s.staff_id")
      .where("s.tenant_id", "=", tx.tenant_id)
      .where("s.staff_id", "<>", staff_id)
      .where("s.status", "=", "active")
      .where("r.is_system", "=", true)
      .where("u.parent_id", "is", null)
      .limit(1),
  );
  if (!other) throw new AppError("last_admin");
}

type Next = Pick<StaffRow, "name" | "role_id" | "unit_id" | "status">;

async function save(tx: Tx, runtime: Runtime, staff: StaffRow, next: Next, reason: string | undefined): Promise<void> {
  const { tenant_id } = tx;
  const { staff_id } = staff;
  const status_reason = next.status === staff.status ? staff.status_reason : (reason ?? null);
  await tx.run(
    sql_builder
      .updateTable("access.staff")
      .set({ ...next, status_reason })
      .where("tenant_id", "=", tenant_id)
      .where("staff_id", "=", staff_id),
  );
  if (next.status !== "active") await revokeSessions(tx, runtime, { staff_id });
}

interface Told {
  staff: StaffRow;
  next: Next;
  roles: { before: Role; after: Role };
  reason: string | undefined;
  grantor: StaffGrantor;
}

async function tell(tx: Tx, runtime: Runtime, { staff, next, roles, reason, grantor }: Told): Promise<void> {
  const fields = (["name", "role_id", "unit_id", "status"] as const).filter((field) => staff[field] !== next[field]);
  if (fields.length === 0) return;
  const pick = (from: Next, role: Role) => {
    const told = {
      name: from.name,
      role_id: role.code,
      unit_id: toWireId("org_unit", from.unit_id),
      status: from.status,
    };
    return Object.fromEntries(fields.map((field) => [field === "role_id" ? "role" : field, told[field]]));
  };
  const action =
    staff.status === next.status ? "staff.updated" : next.status === "active" ? "staff.enabled" : "staff.disabled";
  await recordAudit(tx, runtime, grantor.by, {
    action,
    subject: { kind: "staff", id: staff.staff_id },
    before: pick(staff, roles.before),
    after: pick(next, roles.after),
    reason: reason ?? null,
    ...approvedBy(grantor),
  });
}
