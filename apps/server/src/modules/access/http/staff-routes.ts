import { z } from "zod";
import { showPending, zPending } from "../../../platform/approvals/index.ts";
import { pageOf, readCursor } from "../../../platform/http/pages.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import { zPageOf } from "../../../platform/http/schema.ts";
import { forgetStaff } from "../authenticate.ts";
import { changeStaff } from "../change-staff.ts";
import { askWhenWider } from "../role-change-operation.ts";
import { getStaff, listStaff } from "../list-staff.ts";
import { grantorOf } from "./grantor.ts";
import { showStaff } from "./show.ts";
import { zStaff, zStaffPage, zStaffPatch, zStaffPath } from "./staff-schema.ts";

const READERS = { actors: ["staff", "api_key"], permission: "staff:read" } as const;
const zStaffCursor = z.tuple([z.string(), z.uuid()]);

const list = route({
  method: "GET",
  path: "/v1/staff",
  summary: "Staff of the data scope by e-mail",
  tag: "access",
  access: READERS,
  query: zStaffPage,
  response: { 200: zPageOf(zStaff) },
  errors: ["cursor_invalid"],
  handler: async ({ app, auth, query, language }) => {
    const [email, staff_id] = readCursor(query.cursor, zStaffCursor) ?? [];
    const after = email !== undefined && staff_id !== undefined ? { email, staff_id } : undefined;
    const { role_id, status } = query;
    const filter = { scope: auth.scope, role_id, status, after, rows: query.limit + 1 };
    const rows = await app.database.read(auth.tenant_id, (db) => listStaff(db, filter));
    return { body: pageOf(rows, query.limit, (row) => [row.email, row.staff_id], showStaff(language)) };
  },
});

const detail = route({
  method: "GET",
  path: "/v1/staff/:staff_id",
  summary: "One of the staff",
  tag: "access",
  access: READERS,
  params: zStaffPath,
  response: { 200: zStaff },
  errors: ["not_found"],
  handler: async ({ app, auth, params, language }) => {
    const row = await app.database.read(auth.tenant_id, (db) => getStaff(db, params.staff_id, auth));
    return { body: showStaff(language)(row) };
  },
});

const change = route({
  method: "PATCH",
  path: "/v1/staff/:staff_id",
  summary: "Change somebody's name, role or unit, disable them or take them back",
  description:
    "Felt with their next request; disabling ends every session. Nobody changes their own role, grants what they do not have, or takes the last administrator out. Where the tenant's approval rule asks for it, more rights than before wait for a second person: 202.",
  tag: "access",
  access: { actors: ["staff"], permission: "staff:write" },
  audit: ["staff.updated", "staff.disabled", "staff.enabled", "approval.requested"],
  params: zStaffPath,
  body: zStaffPatch,
  response: { 200: zStaff, 202: zPending },
  errors: ["not_found", "own_role", "beyond_own_rights", "last_admin", "reason_required"],
  handler: async ({ app, auth, params, body, by, language }) => {
    const { staff_id } = params;
    const done = await app.database.write(auth.tenant_id, async (tx) => {
      await getStaff(tx, staff_id, auth);
      const waiting = await askWhenWider(
        tx,
        app,
        { what: "staff", staff_id, change: body },
        { reason: body.reason, by },
      );
      if (waiting) return waiting;
      await changeStaff(tx, app.runtime, staff_id, body, grantorOf(auth, by));
      return getStaff(tx, staff_id, auth);
    });
    if ("approval" in done) return { status: 202, body: showPending(done.approval, done.zone) };
    forgetStaff(app.database, ({ staff_id }) => staff_id === params.staff_id);
    return { status: 200, body: showStaff(language)(done) };
  },
});

export const staffRoutes: Route[] = [list, detail, change];
