import { z } from "zod";
import { type Route, route, zNothing } from "../../../platform/http/route.ts";
import { wireId, zPageOf, zText } from "../../../platform/http/schema.ts";
import { forgetSessions } from "../authenticate.ts";
import { getStaff } from "../list-staff.ts";
import { resetSecondFactor } from "../reset-second-factor.ts";
import { listSessions } from "../sessions.ts";
import { endSessionsOfStaff } from "../staff-sessions.ts";
import { grantorOf } from "./grantor.ts";
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
      await getStaff(db, staff_id, auth);
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
    const input = { staff_id, reach: auth };
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
    const input = { staff_id, session_id, reach: auth };
    const ended = await app.database.write(auth.tenant_id, (tx) => endSessionsOfStaff(tx, app.runtime, input, by));
    forgetSessions(app.database, ended);
    return {};
  },
});

const factorReset = route({
  method: "POST",
  path: "/v1/staff/:staff_id/totp/reset",
  summary: "Take the second factor of somebody who lost it off, so that they can set up another",
  description: "Ends every session of the person. Refused for somebody who works for other tenants as well.",
  audit: ["totp.reset"],
  tag,
  access,
  params,
  body: z.strictObject({ reason: zText(200) }),
  response: { 204: zNothing },
  errors: ["not_found", "own_role", "beyond_own_rights", "totp_off", "works_elsewhere"],
  handler: async ({ app, auth, params: { staff_id }, body, by }) => {
    const input = { staff_id, reason: body.reason };
    forgetSessions(app.database, await resetSecondFactor(app, auth.tenant_id, input, grantorOf(auth, by)));
    return {};
  },
});

export const staffSessionRoutes: Route[] = [list, endAll, endOne, factorReset];
