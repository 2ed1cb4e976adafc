import type { Auth } from "../../../platform/http/auth.ts";
import type { ScopeUnits } from "../admit.ts";

export function scopeOf(auth: Auth): ScopeUnits {
  return auth.scope === "all" ? null : auth.scope;
}
