import { showPending, zPending } from "../../../platform/approvals/index.ts";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import type { Auth } from "../../../platform/http/auth.ts";
import { type Route, route, routeName, zNothing } from "../../../platform/http/route.ts";
import { readRouteBook } from "../../../platform/http/route-book.ts";
import { zPageOf } from "../../../platform/http/schema.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { forgetStaff } from "../authenticate.ts";
import { archiveRole, createRole, updateRole } from "../change-role.ts";
import type { Permission } from "../domain/permissions.ts";
import { ROLE_TEMPLATES, TEMPLATE_CODES } from "../domain/role-templates.ts";
import { askWhenWider } from "../role-change-operation.ts";
import { countHolders, getRole, listRoles } from "../roles.ts";
import { grantorOf } from "./grantor.ts";
import { zNewRole, zRole, zRoleMatrix, zRolePatch, zRolePath, zRoleTemplate } from "./role-schema.ts";
import { showRights, showRole, showRoleName } from "./show-role.ts";

const READERS = { actors: ["staff", "api_key"], permission: "roles:read" } as const;
const WRITERS = { actors: ["staff"], permission: "roles:write" } as const;

/** A role is the whole group's: whoever sees a part of it does not change what others may do elsewhere. */
function requireWholeGroup({ scope }: Auth): void {
  if (scope !== "all") throw new AppError("whole_group_only");
}

/** Others of the tenant may hold the role: all of them are asked for anew. */
function feelChange(app: App, { tenant_id }: Auth, role_id: string): void {
  forgetStaff(app.database, (auth) => auth.tenant_id === tenant_id && auth.role_id === role_id);
}

const list = route({
  method: "GET",
  path: "/v1/roles",
  summary: "Roles of the tenant",
  tag: "access",
  access: READERS,
  response: { 200: zPageOf(zRole) },
  handler: async ({ app, auth, language }) => {
    const [roles, holders] = await app.database.read(auth.tenant_id, (db) =>
      Promise.all([listRoles(db), countHolders(db)]),
    );
    const data = roles.map((role) => showRole(role, holders.get(role.role_id) ?? 0, language));
    return { body: { data, next_cursor: null } };
  },
});

const templates = route({
  method: "GET",
  path: "/v1/roles/templates",
  summary: "What a new role may start from",
  tag: "access",
  access: READERS,
  response: { 200: z.object({ data: z.array(zRoleTemplate) }) },
  handler: async ({ language }) => ({
    body: {
      data: TEMPLATE_CODES.map((code) => {
        const { names, ...rights } = ROLE_TEMPLATES[code];
        return { code, name: names[language], ...showRights({ ...rights, is_system: code === "hq_admin" }) };
      }),
    },
  }),
});

const matrix = route({
  method: "GET",
  path: "/v1/roles/matrix",
  summary: "Every route with who may call it, beside what each role grants",
  tag: "access",
  access: READERS,
  response: { 200: zRoleMatrix },
  handler: async ({ app, auth, language }) => {
    const roles = await app.database.read(auth.tenant_id, listRoles);
    const routes = readRouteBook(app).map((one) => ({
      route: routeName(one),
      summary: one.summary,
      tag: one.tag,
      actors: [...one.access.actors],
      // A test asks that every permission a route names is one that can be granted.
      permission: (one.access.permission as Permission | undefined) ?? null,
    }));
    return { body: { routes, roles: roles.map((role) => ({ ...showRoleName(role, language), ...showRights(role) })) } };
  },
});

const detail = route({
  method: "GET",
  path: "/v1/roles/:role_id",
  summary: "A role",
  tag: "access",
  access: READERS,
  params: zRolePath,
  response: { 200: zRole },
  errors: ["not_found"],
  handler: async ({ app, auth, params, language }) => ({
    body: await app.database.read(auth.tenant_id, async (db) =>
      showRole(await getRole(db, params.role_id), (await countHolders(db)).get(params.role_id) ?? 0, language),
    ),
  }),
});

const creation = route({
  method: "POST",
  path: "/v1/roles",
  summary: "Create a role",
  description:
    "Nobody grants what they do not have: permissions and hidden fields are measured against the caller's own.",
  tag: "access",
  access: WRITERS,
  audit: ["role.created"],
  body: zNewRole,
  response: { 201: zRole },
  errors: ["whole_group_only", "beyond_own_rights", "role_taken"],
  idempotency: "optional",
  handler: ({ app, auth, body, by, idempotency, language }) =>
    idempotency.run(async (tx) => {
      requireWholeGroup(auth);
      const role_id = await createRole(tx, app.runtime, body, grantorOf(auth, by));
      return { body: showRole(await getRole(tx, role_id), 0, language) };
    }),
});

const change = route({
  method: "PATCH",
  path: "/v1/roles/:role_id",
  summary: "Change a role: whoever holds it feels it with their next request",
  description:
    "`version` is the one that was read; somebody else's change in between answers version_conflict. Where the tenant's approval rule asks for it, a wider role waits for a second person: 202.",
  tag: "access",
  access: WRITERS,
  audit: ["role.updated", "approval.requested"],
  params: zRolePath,
  body: zRolePatch,
  response: { 200: zRole, 202: zPending },
  errors: [
    "reason_required",
    "not_found",
    "whole_group_only",
    "version_conflict",
    "role_fixed",
    "own_role",
    "beyond_own_rights",
  ],
  handler: async ({ app, auth, params, body, by, language }) => {
    requireWholeGroup(auth);
    const { version, reason, ...fields } = body;
    const changed = await app.database.write(auth.tenant_id, async (tx) => {
      const asked = { what: "role", role_id: params.role_id, version, change: fields, reason } as const;
      const waiting = await askWhenWider(tx, app, asked, { reason, by });
      if (waiting) return waiting;
      await updateRole(tx, app.runtime, { ...params, version, reason }, fields, grantorOf(auth, by));
      return showRole(await getRole(tx, params.role_id), (await countHolders(tx)).get(params.role_id) ?? 0, language);
    });
    if ("approval" in changed) return { status: 202, body: showPending(changed.approval, changed.zone) };
    feelChange(app, auth, params.role_id);
    return { status: 200, body: changed };
  },
});

const archive = route({
  method: "DELETE",
  path: "/v1/roles/:role_id",
  summary: "Put a role away that nobody holds",
  tag: "access",
  access: WRITERS,
  audit: ["role.archived"],
  params: zRolePath,
  response: { 204: zNothing },
  errors: ["not_found", "whole_group_only", "role_fixed", "own_role", "role_in_use", "beyond_own_rights"],
  handler: async ({ app, auth, params, by }) => {
    requireWholeGroup(auth);
    await app.database.write(auth.tenant_id, (tx) => archiveRole(tx, app.runtime, params.role_id, grantorOf(auth, by)));
    return {};
  },
});

export const roleRoutes: Route[] = [list, templates, matrix, detail, creation, change, archive];
