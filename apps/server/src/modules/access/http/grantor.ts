import type { Caller } from "../../../platform/audit/by.ts";
import type { Auth } from "../../../platform/http/auth.ts";
import type { StaffGrantor } from "../change-staff.ts";

/** Who grants, and what they may hand on. */
export function grantorOf(auth: Auth, by: Caller): StaffGrantor {
  return { ...auth, by, reach: auth, role_id: auth.role_id, staff_id: auth.staff_id };
}
