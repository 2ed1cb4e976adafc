import { z } from "zod";
import { wireId, wireIdOut, zCount, zText } from "../../../platform/http/schema.ts";
import { SENSITIVE_KINDS } from "../../../platform/kernel/sensitive.ts";
import { PERMISSIONS } from "../domain/permissions.ts";
import { SCOPE_KINDS, TEMPLATE_CODES } from "../domain/role-templates.ts";

const zPermission = z.enum(PERMISSIONS);
const zMask = z.enum(SENSITIVE_KINDS);
const zScopeKind = z.enum(SCOPE_KINDS).meta({
  description:
    "How far the role reaches from its holder's unit: all below it, the unit alone, or the members whom the holder looks after",
});

/** A role as it is named beside a person. */
export const zRoleName = z
  .object({
    role_id: wireIdOut("role"),
    code: z.string(),
    name: z.string().meta({ description: "In the caller's language where it has a name there" }),
  })
  .meta({ id: "RoleName" });

const rights = { permissions: z.array(zPermission), masks: z.array(zMask), scope_kind: zScopeKind };

export const zRole = z
  .object({
    ...zRoleName.shape,
    template: z.enum(TEMPLATE_CODES).nullable(),
    is_system: z.boolean().meta({ description: "The administrator's: every permission, never changed" }),
    ...rights,
    holders: zCount.meta({ description: "People in office who hold it" }),
    version: z.int(),
  })
  .meta({ id: "Role" });

export const zRoleTemplate = z
  .object({ code: z.enum(TEMPLATE_CODES), name: z.string(), ...rights })
  .meta({ id: "RoleTemplate" });

export const zRoleMatrix = z
  .object({
    routes: z.array(
      z.object({
        route: z.string().meta({ example: "GET /v1/members/{member_id}" }),
        summary: z.string(),
        tag: z.string(),
        actors: z.array(z.enum(["public", "staff", "api_key", "member", "device"])),
        permission: zPermission.nullable(),
      }),
    ),
    roles: z.array(z.object({ ...zRoleName.shape, ...rights })),
  })
  .meta({ id: "RoleMatrix" });

const input = {
  name: zText(60),
  permissions: z.array(zPermission).max(PERMISSIONS.length),
  masks: z.array(zMask).max(SENSITIVE_KINDS.length),
  scope_kind: zScopeKind,
};

export const zNewRole = z.strictObject({
  code: z
    .string()
    .regex(/^[a-z][a-z0-9_]{1,39}$/)
    .optional()
    .meta({ example: "night_desk" }),
  template: z.enum(TEMPLATE_CODES).optional().meta({ description: "What it was made from; grants nothing by itself" }),
  ...input,
});

export const zRolePatch = z.strictObject({
  version: z.int().min(1),
  name: input.name.optional(),
  permissions: input.permissions.optional(),
  masks: input.masks.optional(),
  scope_kind: zScopeKind.optional(),
  reason: zText(200).optional().meta({ description: "Why: required when a second person has to agree" }),
});

export const zRolePath = z.strictObject({ role_id: wireId("role") });
