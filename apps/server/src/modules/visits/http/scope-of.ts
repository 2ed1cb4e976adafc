import type { Auth } from "../../../platform/http/auth.ts";
import type { ScopeUnits } from "../scan.ts";

export function scopeOf(auth: Auth): ScopeUnits {
  return auth.scope === "all" ? null : auth.scope;
}
