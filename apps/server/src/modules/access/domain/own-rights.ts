// Nobody gives away what they do not have: what a caller may grant is measured against what they may do themselves.
import type { Reach } from "../../../platform/kernel/reach.ts";
import type { SensitiveKind } from "../../../platform/kernel/sensitive.ts";
import { permissionsOf } from "./permissions.ts";
import type { ScopeKind } from "./role-templates.ts";

export interface Rights {
  permissions: ReadonlySet<string>;
  masks: ReadonlySet<SensitiveKind>;
}

export interface GrantedRole {
  is_system: boolean;
  permissions: readonly string[];
  masks: readonly SensitiveKind[];
}

/** Permissions that a role has and the caller has not, and kinds that the caller does not see and the role would show. */
export function beyondRights(own: Rights, role: GrantedRole): string[] {
  const missing = [...permissionsOf(role)].filter((permission) => !own.permissions.has(permission));
  const shown = [...own.masks].filter((kind) => !role.masks.includes(kind));
  return [...missing, ...shown];
}

/** Whether units come in that the caller does not see. `below`: the unit and all under it. */
export function reachesBeyond(reach: Reach, scope_kind: ScopeKind, unit_id: string, below: readonly string[]): boolean {
  // Whoever sees only their own customers sees of a unit less than any role there would.
  if (reach.customers !== "all") return true;
  const { scope } = reach;
  if (scope === "all") return false;
  const granted = scope_kind === "subtree" ? below : [unit_id];
  return granted.some((one) => !scope.includes(one));
}
