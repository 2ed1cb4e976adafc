import { z } from "zod";
import { wireId, wireIdOut, zInstantOut, zPage, zText } from "../../../platform/http/schema.ts";
import { zRoleName } from "./role-schema.ts";

const zStatus = z.enum(["active", "disabled"]);

export const zStaff = z
  .object({
    staff_id: wireIdOut("staff"),
    name: z.string(),
    email: z.string(),
    role: zRoleName,
    unit_id: wireIdOut("org_unit"),
    unit_name: z.string(),
    status: zStatus,
    status_reason: z.string().nullable(),
    phone_tail: z.string().nullable().meta({ description: "Last four digits of the phone they sign in with" }),
    last_seen_at: zInstantOut.nullable().meta({ description: "When a session of theirs was last used" }),
  })
  .meta({ id: "Staff" });

export const zStaffFilter = { role_id: wireId("role").optional(), status: zStatus.optional() };
export const zStaffPage = zPage.extend(zStaffFilter);

export const zStaffPatch = z.strictObject({
  name: zText(100).optional(),
  role_id: wireId("role").optional(),
  unit_id: wireId("org_unit").optional(),
  status: zStatus.optional(),
  reason: zText(200)
    .optional()
    .meta({ description: "Required when the status changes and when a second person has to agree" }),
});

export const zStaffPath = z.strictObject({ staff_id: wireId("staff") });
