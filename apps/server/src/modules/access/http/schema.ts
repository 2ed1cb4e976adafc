import { z } from "zod";
import { wireIdOut, zInstantOut, zText } from "../../../platform/http/schema.ts";
import { SENSITIVE_KINDS } from "../../../platform/kernel/sensitive.ts";
import { PERMISSIONS } from "../domain/permissions.ts";
import { SCOPE_KINDS } from "../domain/role-templates.ts";
import { zRoleName } from "./role-schema.ts";

const zTransport = z.enum(["cookie", "bearer"]);

export const zSignIn = z.strictObject({
  email: zText(254),
  password: zText(200),
  transport: zTransport
    .default("bearer")
    .meta({ description: "cookie: the token comes as an HttpOnly cookie and not in the answer" }),
});

const zTenantChoice = z
  .object({ tenant_id: wireIdOut("tenant"), name: z.string(), mode: z.enum(["live", "sandbox"]) })
  .meta({ id: "TenantChoice" });

export const zStaffSession = z
  .object({
    token: z.string().optional().meta({ description: "Only for the transport bearer, and only when it is new" }),
    staff: z.object({ staff_id: wireIdOut("staff"), name: z.string(), email: z.string() }),
    tenant: zTenantChoice,
    tenants: z.array(zTenantChoice),
    role: zRoleName,
    permissions: z.array(z.enum(PERMISSIONS)),
    masks: z.array(z.enum(SENSITIVE_KINDS)).meta({ description: "Kinds of values that answers leave out" }),
    scope: z.object({
      unit_id: wireIdOut("org_unit"),
      name: z.string(),
      all: z.boolean().meta({ description: "The whole group" }),
      kind: z.enum(SCOPE_KINDS),
    }),
    totp_setup_required: z
      .boolean()
      .meta({ description: "The role demands a second factor: until it is set up everything else is refused" }),
  })
  .meta({ id: "StaffSession" });

export const zSessionItem = z
  .object({
    session_id: wireIdOut("session"),
    created_at: zInstantOut,
    last_seen_at: zInstantOut,
    user_agent: z.string(),
    current: z.boolean(),
  })
  .meta({ id: "SessionItem" });
