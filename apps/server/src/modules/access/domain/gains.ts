// What somebody may after a change and might not before.
import type { SensitiveKind } from "../../../platform/kernel/sensitive.ts";
import { permissionsOf } from "./permissions.ts";
import type { ScopeKind } from "./role-templates.ts";

export interface Granted {
  is_system: boolean;
  permissions: readonly string[];
  masks: readonly SensitiveKind[];
  scope_kind: ScopeKind;
  /** Units whose data come with it. */
  units: readonly string[];
}

const WIDTH: Readonly<Record<ScopeKind, number>> = { own_customers: 0, own_unit: 1, subtree: 2 };

/** Without a before everything is a gain but what everybody sees. */
export function gainsOf(
  before: Granted | undefined,
  after: Granted,
): { permissions: string[]; shown: SensitiveKind[] } {
  const had = before ? permissionsOf(before) : new Set<string>();
  const permissions = [...permissionsOf(after)].filter((one) => !had.has(one));
  const shown = before ? before.masks.filter((kind) => !after.masks.includes(kind)) : [];
  return { permissions, shown };
}

export function hasGains(before: Granted | undefined, after: Granted): boolean {
  if (!before) return true;
  const { permissions, shown } = gainsOf(before, after);
  const is_wider = WIDTH[after.scope_kind] > WIDTH[before.scope_kind];
  const units = new Set(before.units);
  return permissions.length > 0 || shown.length > 0 || is_wider || after.units.some((unit) => !units.has(unit));
}
