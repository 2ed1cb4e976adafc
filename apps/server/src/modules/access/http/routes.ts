import { z } from "zod";
import { pageOf, readCursor } from "../../../platform/http/pages.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import { zPage, zPageOf } from "../../../platform/http/schema.ts";
import { listStaff } from "../list-staff.ts";
import { meRoutes } from "./me-routes.ts";
import { passwordRoutes } from "./password-routes.ts";
import { policyRoutes } from "./policy-routes.ts";
import { staffSessionRoutes } from "./staff-session-routes.ts";
import { keyRoutes } from "./key-routes.ts";
import { zStaff } from "./schema.ts";
import { sessionRoutes } from "./session-routes.ts";
import { showStaff } from "./show.ts";

const zStaffCursor = z.tuple([z.string(), z.uuid()]);

const staffList = route({
  method: "GET",
  path: "/v1/staff",
  summary: "Staff of the data scope by e-mail",
  tag: "access",
  access: { actors: ["staff", "api_key"], permission: "staff:read" },
  query: zPage,
  response: { 200: zPageOf(zStaff) },
  errors: ["cursor_invalid"],
  handler: async ({ app, auth, query }) => {
    const [email, staff_id] = readCursor(query.cursor, zStaffCursor) ?? [];
    const after = email !== undefined && staff_id !== undefined ? { email, staff_id } : undefined;
    const filter = { scope: auth.scope, after, rows: query.limit + 1 };
    const rows = await app.database.read(auth.tenant_id, (db) => listStaff(db, filter));
    return { body: pageOf(rows, query.limit, (row) => [row.email, row.staff_id], showStaff) };
  },
});

export const routes: Route[] = [
  ...sessionRoutes,
  ...meRoutes,
  ...passwordRoutes,
  ...policyRoutes,
  ...keyRoutes,
  ...staffSessionRoutes,
  staffList,
];
