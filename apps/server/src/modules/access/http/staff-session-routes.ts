import { z } from "zod";
import { type Route, route, zNothing } from "../../../platform/http/route.ts";
import { wireId, zPageOf } from "../../../platform/http/schema.ts";
import { forgetSessions } from "../authenticate.ts";
import { listSessions } from "../sessions.ts";
import { endSessionsOfStaff, requireStaffInScope } from "../staff-sessions.ts";
import { zSessionItem } from "./schema.ts";
import { showSessionItem } from "./show.ts";

const tag = "access";
const access = { actors: ["staff"], permission: "staff:write" } as const;
const params = z.strictObject({ staff_id: wireId("staff") });

const list = route({
  method: "GET",
  path: "/v1/staff/:staff_id/sessions",
  summary: "Living sessions of a member of staff, newest first",
  tag,
  access,
  params,
  response: { 200: zPageOf(zSessionItem) },
  errors: ["not_found"],
  handler: async ({ app, auth, params: { staff_id } }) => {
    const rows = await app.database.read(auth.tenant_id, async (db) => {
      await requireStaffInScope(db, staff_id, auth.scope);
      return listSessions(db, app.runtime, staff_id);
    });
    return { body: { data: rows.map((row) => showSessionItem(row, auth.session_id)), next_cursor: null } };
  },
});

const endAll = route({
  method: "DELETE",
  path: "/v1/staff/:staff_id/sessions",
  summary: "Sign a member of staff out everywhere in this tenant",
  audit: ["session.ended"],
  description: "At once in the process that answers; within two seconds in every other.",
  tag,
  access,
  params,
  response: { 204: zNothing },
  errors: ["not_found"],
  handler: async ({ app, auth, params: { staff_id }, by }) => {
    const input = { staff_id, scope: auth.scope };
    const ended = await app.database.write(auth.tenant_id, (tx) => endSessionsOfStaff(tx, app.runtime, input, by));
    forgetSessions(app.database, ended);
    return {};
  },
});

const endOne = route({
  method: "DELETE",
  path: "/v1/staff/:staff_id/sessions/:session_id",
  summary: "End one session of a member of staff",
  audit: ["session.ended"],
  tag,
  access,
  params: z.strictObject({ staff_id: wireId("staff"), session_id: wireId("session") }),
  response: { 204: zNothing },
  errors: ["not_found"],
  handler: async ({ app, auth, params: { staff_id, session_id }, by }) => {
    const input = { staff_id, session_id, scope: auth.scope };
    const ended = await app.database.write(auth.tenant_id, (tx) => endSessionsOfStaff(tx, app.runtime, input, by));
    forgetSessions(app.database, ended);
    return {};
  },
});

export const staffSessionRoutes: Route[] = [list, endAll, endOne];
