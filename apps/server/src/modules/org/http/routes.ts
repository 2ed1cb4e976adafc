import { z } from "zod";
import type { Auth } from "../../../platform/http/auth.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import { wireId, zPageOf } from "../../../platform/http/schema.ts";
import { AppError, LANGUAGES } from "../../../platform/kernel/errors.ts";
import { recordAudit } from "../../../platform/audit/record-audit.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { forgetDirectory } from "../directory.ts";
import { findClientTenant, getTenant, tenantNow } from "../tenants.ts";
import { createUnit, listUnits } from "../units.ts";
import { createVenue, listVenues } from "../venues.ts";
import { calendarRoutes } from "./calendar.ts";
import { holidayRoutes } from "./holidays.ts";
import { zClientConfig, zNewUnit, zNewVenue, zTenant, zUnit, zVenue } from "./schema.ts";
import { showUnit, showVenue } from "./show.ts";
import { testClockRoutes } from "./test-clock.ts";

const inScope = (auth: Auth, unit_id: string) => auth.scope === "all" || auth.scope.includes(unit_id);

/** A unit outside the scope does not exist for the caller. */
function requireUnit(auth: Auth, unit_id: string): string {
  if (!inScope(auth, unit_id)) throw new AppError("not_found");
  return unit_id;
}

const clientConfig = route({
  method: "GET",
  path: "/v1/client_config",
  summary: "What a client needs before anybody signed in",
  tag: "org",
  access: { actors: ["public"] },
  query: z.strictObject({ tenant_id: wireId("tenant").optional() }),
  response: { 200: zClientConfig },
  errors: ["not_found"],
  handler: async ({ app, query }) => {
    const tenant = await findClientTenant(app.database, query.tenant_id ?? app.config.DEFAULT_TENANT);
    if (!tenant) throw new AppError("not_found");
    const body = {
      tenant_id: toWireId("tenant", tenant.tenant_id),
      tenant_name: tenant.name,
      names: { ...tenant.names },
      languages: [...LANGUAGES],
      // The only SMS channel there is so far: every code can be read in the console.
      test_channel: true,
    };
    return { body };
  },
});

const tenantRoute = route({
  method: "GET",
  path: "/v1/tenant",
  summary: "The tenant the caller works in",
  tag: "org",
  access: { actors: ["staff", "api_key"] },
  response: { 200: zTenant },
  handler: async ({ app, auth }) => {
    const tenant = await app.database.read(auth.tenant_id, getTenant);
    return { body: { ...tenant, tenant_id: toWireId("tenant", tenant.tenant_id) } };
  },
});

const unitList = route({
  method: "GET",
  path: "/v1/org_units",
  summary: "Units of the data scope, with those above them",
  tag: "org",
  access: { actors: ["staff", "api_key"], permission: "org:read" },
  response: { 200: zPageOf(zUnit) },
  handler: async ({ app, auth }) => {
    const units = await app.database.read(auth.tenant_id, listUnits);
    const above = new Set(units.filter((unit) => inScope(auth, unit.unit_id)).flatMap((unit) => unit.path));
    return { body: { data: units.filter((unit) => above.has(unit.unit_id)).map(showUnit), next_cursor: null } };
  },
});

const unitCreation = route({
  method: "POST",
  path: "/v1/org_units",
  summary: "Add a company, venue or store to the organisation",
  tag: "org",
  access: { actors: ["staff", "api_key"], permission: "org:write" },
  audit: ["org_unit.created"],
  body: zNewUnit,
  response: { 201: zUnit },
  errors: ["not_found", "unit_kind_refused", "unit_code_taken"],
  idempotency: "optional",
  handler: async ({ app, auth, body, by, idempotency }) => {
    requireUnit(auth, body.parent_id);
    const answer = await idempotency.run(async (tx) => {
      const unit = await createUnit(tx, app.runtime, body);
      const { kind, name, code } = body;
      const subject = { kind: "org_unit", id: unit.unit_id } as const;
      await recordAudit(tx, app.runtime, by, { action: "org_unit.created", subject, after: { kind, name, code } });
      return { body: showUnit(unit) };
    });
    forgetDirectory(app.database, auth.tenant_id);
    return answer;
  },
});

const venueList = route({
  method: "GET",
  path: "/v1/venues",
  summary: "Venues of the data scope, with their state at this moment of business time",
  tag: "org",
  access: { actors: ["staff", "api_key"], permission: "org:read" },
  response: { 200: zPageOf(zVenue) },
  handler: async ({ app, auth }) => {
    const { tenant, venues } = await app.database.read(auth.tenant_id, async (db) => ({
      tenant: await getTenant(db),
      venues: await listVenues(db),
    }));
    const now = tenantNow(tenant, app.runtime);
    const visible = venues.filter((venue) => inScope(auth, venue.unit_id));
    return { body: { data: visible.map((venue) => showVenue(venue, now)), next_cursor: null } };
  },
});

const venueCreation = route({
  method: "POST",
  path: "/v1/venues",
  summary: "Open a venue; the same code again answers with the venue that is there",
  tag: "org",
  access: { actors: ["staff", "api_key"], permission: "org:write" },
  audit: ["venue.created"],
  body: zNewVenue,
  response: { 200: zVenue, 201: zVenue },
  errors: ["not_found", "unit_code_taken", "unit_kind_refused"],
  handler: async ({ app, auth, body, by }) => {
    requireUnit(auth, body.unit_id ?? body.parent_unit_id ?? "");
    const { unit_id, parent_unit_id, map, day_cutoff, opens_at, closes_at, ...rest } = body;
    const made = await app.database.write(auth.tenant_id, async (tx) => {
      const result = await createVenue(tx, app.runtime, {
        ...rest,
        ...(unit_id === undefined ? {} : { unit_id }),
        ...(parent_unit_id === undefined ? {} : { parent_unit_id }),
        ...(map === undefined ? {} : { map }),
        day_cutoff_minutes: day_cutoff,
        opens_minutes: opens_at,
        closes_minutes: closes_at,
      });
      // The code belongs to a venue the caller may not see: taken, and nothing more is said.
      if (!inScope(auth, result.venue.unit_id)) throw new AppError("unit_code_taken");
      if (result.created) {
        const { venue_id, name, code, business_type } = result.venue;
        const subject = { kind: "venue", id: venue_id } as const;
        const after = { name, code, business_type };
        await recordAudit(tx, app.runtime, by, { action: "venue.created", subject, after });
      }
      return { ...result, now: tenantNow(await getTenant(tx), app.runtime) };
    });
    forgetDirectory(app.database, auth.tenant_id);
    return { status: made.created ? 201 : 200, body: showVenue(made.venue, made.now) };
  },
});

export const routes: Route[] = [
  clientConfig,
  tenantRoute,
  unitList,
  unitCreation,
  venueList,
  venueCreation,
  ...testClockRoutes,
  ...holidayRoutes,
  ...calendarRoutes,
];
