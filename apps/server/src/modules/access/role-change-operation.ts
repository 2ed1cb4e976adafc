// Giving somebody more than they had may wait for a second person.
import { z } from "zod";
import type { App } from "../../platform/app.ts";
import {
  type Approval,
  type Effect,
  exceeds,
  type OperationContext,
  readApprovalRule,
  registerOperation,
  requestApproval,
} from "../../platform/approvals/index.ts";
import type { Caller } from "../../platform/audit/by.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { present } from "../../platform/kernel/assert.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { IdKind } from "../../platform/kernel/ids.ts";
import { EVERYBODY } from "../../platform/kernel/reach.ts";
import { SENSITIVE_KINDS } from "../../platform/kernel/sensitive.ts";
import { readTenantTime } from "../../platform/tenant-time.ts";
import { getUnit, unitsUnder } from "../org/index.ts";
import { forgetStaff } from "./authenticate.ts";
import { updateRole } from "./change-role.ts";
import { changeStaff } from "./change-staff.ts";
import { gainsOf, type Granted, hasGains } from "./domain/gains.ts";
import { PERMISSIONS } from "./domain/permissions.ts";
import { SCOPE_KINDS } from "./domain/role-templates.ts";
import { invite } from "./invitations.ts";
import { getStaff } from "./list-staff.ts";
import { ROLE_CHANGE_TEXTS } from "./role-change-texts.ts";
import { countHolders, getRole, type Role } from "./roles.ts";
import { grantorNow } from "./standing.ts";

export const ROLE_CHANGE = "access.role_change";

const zReason = z.string().optional();
const zStaffChange = z.object({
  what: z.literal("staff"),
  staff_id: z.uuid(),
  change: z.object({
    name: z.string().optional(),
    role_id: z.uuid().optional(),
    unit_id: z.uuid().optional(),
    status: z.enum(["active", "disabled"]).optional(),
    reason: zReason,
  }),
});
const zRoleChange = z.object({
  what: z.literal("role"),
  role_id: z.uuid(),
  version: z.int(),
  change: z.object({
    name: z.string().optional(),
    permissions: z.array(z.enum(PERMISSIONS)).optional(),
    masks: z.array(z.enum(SENSITIVE_KINDS)).optional(),
    scope_kind: z.enum(SCOPE_KINDS).optional(),
  }),
  reason: zReason,
});
const zInvitation = z.object({
  what: z.literal("invitation"),
  email: z.string(),
  name: z.string(),
  role_id: z.uuid(),
  unit_id: z.uuid(),
  language: z.enum(["zh-CN", "en", "ko"]),
  reason: zReason,
});
const zInput = z.discriminatedUnion("what", [zStaffChange, zRoleChange, zInvitation]);
export type RoleChange = z.output<typeof zInput>;

registerOperation({
  kind: ROLE_CHANGE,
  permission: "roles:write",
  // Of the role or of people: asked when it is carried out.
  requires: null,
  texts: ROLE_CHANGE_TEXTS,
  input: zInput,
  rule: { measure: null, enabled: false, threshold: null, hours: 72 },
  preview: async (tx, context, input) => {
    const widening = await wideningOf(tx, input);
    await carryOut(tx, context, input);
    return widening.effect;
  },
  execute: carryOut,
});

/** With what the requester may grant now, by the hand of whoever says yes, who gives nothing to themselves. */
async function carryOut(tx: Tx, context: OperationContext, input: RoleChange): Promise<Record<string, unknown>> {
  const { app, by, requested_by, approval_id } = context;
  const decider = by.actor_id === requested_by.id ? undefined : await grantorNow(tx, by.actor_id, by);
  const asked = await grantorNow(tx, requested_by.id, by);
  if (!asked?.permissions.has(input.what === "role" ? "roles:write" : "staff:write"))
    throw new AppError("requester_lost_right");
  const grantor = { ...asked, approval_id };
  if (input.what === "staff") {
    if (input.staff_id === decider?.staff_id) throw new AppError("own_role");
    await changeStaff(tx, app.runtime, input.staff_id, input.change, grantor);
    forgetStaff(app.database, ({ staff_id }) => staff_id === input.staff_id);
    return {};
  }
  if (input.what === "role") {
    if (input.role_id === decider?.role_id) throw new AppError("own_role");
    await updateRole(tx, app.runtime, input, input.change, grantor);
    forgetStaff(app.database, ({ role_id }) => role_id === input.role_id);
    return {};
  }
  const { what: _, ...invitation } = input;
  return { invitation_id: await invite(tx, app, invitation, grantor) };
}

interface Widening {
  gains: boolean;
  effect: Effect;
  subject: { kind: IdKind; id: string | null };
  unit_id: string | null;
}

async function grantedBy(tx: Tx, role: Role, unit_id: string): Promise<Granted> {
  return { ...role, units: role.scope_kind === "subtree" ? await unitsUnder(tx, unit_id) : [unit_id] };
}

type Line = Effect["lines"][number];
const line = (label: string, after: string, rest: Partial<Line> = {}): Line => ({ label, after, ...rest });

function gainLines(before: Granted | undefined, after: Granted): Line[] {
  const { permissions, shown } = gainsOf(before, after);
  return [
    ...(permissions.length === 0 ? [] : [line("permissions", permissions.join(" "), { unit: "codes" })]),
    ...(shown.length === 0 ? [] : [line("shown", shown.join(" "), { unit: "codes" })]),
  ];
}

async function wideningOf(tx: Tx, input: RoleChange): Promise<Widening> {
  if (input.what === "role") return roleWidening(tx, input);
  const person = input.what === "staff" ? await getStaff(tx, input.staff_id, EVERYBODY) : undefined;
  const change = input.what === "staff" ? input.change : input;
  const old_role = person && (await getRole(tx, person.role_id));
  const role = await getRole(tx, present(change.role_id ?? person?.role_id, "a role"));
  const unit_id = present(change.unit_id ?? person?.unit_id, "a unit");
  const before = person && old_role && (await grantedBy(tx, old_role, person.unit_id));
  const after = await grantedBy(tx, role, unit_id);
  const unit = await getUnit(tx, unit_id);
  const was = person && old_role ? { role: { before: old_role.name }, unit: { before: person.unit_name } } : undefined;
  const email = input.what === "invitation" ? input.email : person?.email;
  const lines = [
    line("person", `${person?.name ?? change.name ?? ""} · ${email ?? ""}`),
    line("role", role.name, was?.role),
    line("unit", unit.name, was?.unit),
    ...gainLines(before, after),
  ];
  const subject = { kind: person ? "staff" : "invitation", id: person?.staff_id ?? null } as const;
  return { gains: hasGains(before, after), effect: { lines }, subject, unit_id };
}

async function roleWidening(tx: Tx, { role_id, change }: z.output<typeof zRoleChange>): Promise<Widening> {
  const role = await getRole(tx, role_id);
  const { permissions = role.permissions, masks = role.masks, scope_kind = role.scope_kind } = change;
  const before = { ...role, units: [] };
  const after = { ...before, permissions, masks, scope_kind };
  const holders = (await countHolders(tx)).get(role_id) ?? 0;
  const lines: Line[] = [
    line("role", role.name),
    { label: "holders", after: holders, unit: "count" },
    ...gainLines(before, after),
    ...(scope_kind === role.scope_kind ? [] : [line("scope", scope_kind, { before: role.scope_kind, unit: "codes" })]),
  ];
  const effect = { lines, people: holders };
  return { gains: hasGains(before, after), effect, subject: { kind: "role", id: role_id }, unit_id: null };
}

/** Undefined: nobody else has to look. @throws reason_required · and what speaks against the change */
export async function askWhenWider(
  tx: Tx,
  app: App,
  input: RoleChange,
  { reason, by }: { reason: string | undefined; by: Caller },
): Promise<{ approval: Approval; zone: string } | undefined> {
  if (!exceeds(await readApprovalRule(tx, ROLE_CHANGE))) return undefined;
  const { gains, subject, unit_id } = await wideningOf(tx, input);
  if (!gains) return undefined;
  if (!reason) throw new AppError("reason_required");
  const { times, time_zone } = await readTenantTime(app, tx.tenant_id);
  const request = { kind: ROLE_CHANGE, input, reason, by, subject, unit_id, times };
  return { approval: await requestApproval(tx, app, request), zone: time_zone };
}
