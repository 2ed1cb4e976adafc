import type { Language } from "../../../platform/kernel/errors.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import type { SensitiveKind } from "../../../platform/kernel/sensitive.ts";
import { permissionsOf } from "../domain/permissions.ts";
import type { ScopeKind, TemplateCode } from "../domain/role-templates.ts";
import type { Role } from "../roles.ts";

interface NamedRole {
  role_id: string;
  code: string;
  name: string;
  names: Readonly<Record<string, string>> | null;
}

export function showRoleName({ role_id, code, name, names }: NamedRole, language: Language) {
  return { role_id: toWireId("role", role_id), code, name: names?.[language] ?? name };
}

interface RoleRights {
  is_system: boolean;
  permissions: readonly string[];
  masks: readonly SensitiveKind[];
  scope_kind: ScopeKind;
}

export function showRights(role: RoleRights) {
  return { permissions: [...permissionsOf(role)], masks: [...role.masks], scope_kind: role.scope_kind };
}

export function showRole(role: Role, holders: number, language: Language) {
  const { is_system, version } = role;
  // Only codes of templates are written there.
  const template = role.template as TemplateCode | null;
  return { ...showRoleName(role, language), template, is_system, ...showRights(role), holders, version };
}
