import type { Auth } from "../../../platform/http/auth.ts";
import type { ScopeUnits } from "../scan.ts";

export function scopeOf(auth: Auth): ScopeUnits {
  return auth.scope === "all" ? null : auth.scope;
}

/** Whose passing the caller may read: anybody's at the venues of the scope, or there only that of their own customers. */
export function admissionReach(auth: Auth): { scope: ScopeUnits; owner_staff_id: string | null } {
  return { scope: scopeOf(auth), owner_staff_id: auth.customers === "all" ? null : auth.customers.staff_id };
}
