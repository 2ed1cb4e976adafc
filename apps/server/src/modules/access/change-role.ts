import { changes } from "../../platform/audit/changes.ts";
import { recordAudit } from "../../platform/audit/record-audit.ts";
import type { By } from "../../platform/audit/by.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import type { SensitiveKind } from "../../platform/kernel/sensitive.ts";
import { beyondRights, type GrantedRole, type Rights } from "./domain/own-rights.ts";
import type { Permission } from "./domain/permissions.ts";
import type { ScopeKind } from "./domain/role-templates.ts";
import { getRole, type Role } from "./roles.ts";

/** Whoever grants, and what they may do themselves. */
export interface Grantor extends Rights {
  by: By;
  /** Of the second person's yes, where it took one. */
  approval_id?: string;
  /** The role they hold. */
  role_id: string | undefined;
}

export interface RoleInput {
  name: string;
  permissions: readonly Permission[];
  masks: readonly SensitiveKind[];
  scope_kind: ScopeKind;
}

/** @throws beyond_own_rights · role_taken */
export async function createRole(
  tx: Tx,
  runtime: Runtime,
  input: RoleInput & { code?: string | undefined; template?: string | undefined },
  grantor: Grantor,
): Promise<string> {
  refuseBeyond(grantor, { ...input, is_system: false });
  const role_id = runtime.ids.next();
  const code = input.code ?? `role_${role_id.replaceAll("-", "").slice(-10)}`;
  const { name, scope_kind } = input;
  const permissions = unique(input.permissions);
  const masks = unique(input.masks);
  const fields = { code, name, permissions, masks, scope_kind };
  await tx.run(
    sql_builder.insertInto("access.role").values({
      tenant_id: tx.tenant_id,
      role_id,
      ...fields,
      template: input.template ?? null,
      created_at: runtime.clock.now(),
    }),
  );
  const subject = { kind: "role", id: role_id } as const;
  await recordAudit(tx, runtime, grantor.by, { action: "role.created", subject, after: fields });
  return role_id;
}

/**
 * Changes what is given. Whoever holds the role feels it with their next request.
 * @throws not_found · version_conflict · role_fixed · own_role · beyond_own_rights
 */
export async function updateRole(
  tx: Tx,
  runtime: Runtime,
  target: { role_id: string; version: number; reason?: string | undefined },
  change: { [K in keyof RoleInput]?: RoleInput[K] | undefined },
  grantor: Grantor,
): Promise<void> {
  const role = await openForChange(tx, target.role_id, grantor);
  if (role.version !== target.version) throw new AppError("version_conflict", { version: role.version });
  const next = {
    name: change.name ?? role.name,
    permissions: change.permissions ? unique(change.permissions) : role.permissions,
    masks: change.masks ? unique(change.masks) : role.masks,
    scope_kind: change.scope_kind ?? role.scope_kind,
  };
  refuseBeyond(grantor, { ...next, is_system: false });
  const { tenant_id } = tx;
  await tx.run(
    sql_builder
      .updateTable("access.role")
      .set({ ...next, names: change.name === undefined ? role.names && JSON.stringify(role.names) : null })
      .set({ version: role.version + 1 })
      .where("tenant_id", "=", tenant_id)
      .where("role_id", "=", role.role_id),
  );
  const subject = { kind: "role", id: role.role_id } as const;
  await recordAudit(tx, runtime, grantor.by, {
    action: "role.updated",
    subject,
    ...changes(rightsOf(role), next),
    reason: target.reason ?? null,
    ...approvedBy(grantor),
  });
}

/** Nobody can be given it from now on. @throws not_found · role_fixed · own_role · beyond_own_rights · role_in_use */
export async function archiveRole(tx: Tx, runtime: Runtime, role_id: string, grantor: Grantor): Promise<void> {
  const role = await openForChange(tx, role_id, grantor);
  const { tenant_id } = tx;
  const holder = await tx.first(
    sql_builder
      .selectFrom("access.staff")
      .select("staff_id")
      .where("tenant_id", "=", tenant_id)
      .where("role_id", "=", role_id)
      .limit(1),
  );
  if (holder) throw new AppError("role_in_use");
  await tx.run(
    sql_builder
      .updateTable("access.role")
      .set({ archived_at: runtime.clock.now(), version: role.version + 1 })
      .where("tenant_id", "=", tenant_id)
      .where("role_id", "=", role_id),
  );
  const before = { code: role.code, name: role.name };
  await recordAudit(tx, runtime, grantor.by, {
    action: "role.archived",
    subject: { kind: "role", id: role_id },
    before,
  });
}

/** Locked: whoever gives the role to somebody at the same moment waits. */
async function openForChange(tx: Tx, role_id: string, grantor: Grantor): Promise<Role> {
  const role = await getRole(tx, role_id, { lock: true });
  if (role.is_system) throw new AppError("role_fixed");
  if (role_id === grantor.role_id) throw new AppError("own_role");
  refuseBeyond(grantor, role);
  return role;
}

/** @throws beyond_own_rights */
export function refuseBeyond(grantor: Rights, role: GrantedRole): void {
  const beyond = beyondRights(grantor, role);
  if (beyond.length > 0) throw new AppError("beyond_own_rights", { beyond: beyond.join(", ") });
}

/** For the audit log. */
export const approvedBy = ({ approval_id }: Grantor) => (approval_id === undefined ? {} : { approval_id });

const unique = <T>(list: readonly T[]): T[] => [...new Set(list)];

const rightsOf = ({
  name,
  permissions,
  masks,
  scope_kind,
}: Pick<Role, "name" | "permissions" | "masks" | "scope_kind">) => ({
  name,
  permissions,
  masks,
  scope_kind,
});
