import { z } from "zod";
import { type Route, route } from "../../../platform/http/route.ts";
import { zBusinessDate, zCount, zInstantOut } from "../../../platform/http/schema.ts";
import { toZonedIso } from "../../../platform/kernel/dates.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { REQUEST_KINDS } from "../domain/request-states.ts";
import { readReport } from "../report/read-report.ts";
import { zCoverage } from "./schema.ts";
import { showIncident, zIncident } from "./incident-routes.ts";
import { zKeys } from "./key-routes.ts";
import { showRule, showRun, zRun } from "./retention-routes.ts";

const zPeriod = z.strictObject({ from: zBusinessDate, to: zBusinessDate });

const zReport = z
  .object({
    tenant: z.string(),
    made_at: zInstantOut,
    from: zBusinessDate,
    to: zBusinessDate,
    coverage: zCoverage.shape.data,
    consents: z.array(z.object({ purpose: z.string(), action: z.string(), count: zCount })),
    requests: z.array(
      z.object({
        kind: z.enum(REQUEST_KINDS),
        received: zCount,
        open: zCount,
        done: zCount,
        refused: zCount,
        extended: zCount,
        late: zCount.meta({ description: "Answered after the last day, or not yet and past it" }),
      }),
    ),
    reveals: z.array(z.object({ actor: z.string(), actor_id: z.string().nullable(), count: zCount, people: zCount })),
    actions: z.array(z.object({ action: z.string(), count: zCount })),
    incidents: z.array(zIncident),
    retention: z.object({
      rules: z.array(z.object({ data_class: z.string(), days: zCount })),
      runs: z.array(zRun),
    }),
    keys: zKeys,
    inventory: z.array(
      z.object({
        room: z.string(),
        table: z.string(),
        fate: z.enum(["removed", "cleared", "kept"]),
        encrypted: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: "PrivacyReport" });

const report = route({
  method: "GET",
  path: "/v1/privacy/report",
  summary:
    "The compliance report of a period: consents, requests and their days, reveals, exports, terms, incidents, keys",
  tag: "privacy",
  access: { actors: ["staff", "api_key"], permission: "privacy:read" },
  query: zPeriod,
  response: { 200: zReport },
  handler: async ({ app, auth, query }) => {
    const read = await app.database.read(auth.tenant_id, (db) => readReport(db, app, query));
    const { tenant, now, keys } = read;
    return {
      body: {
        tenant: tenant.name,
        made_at: toZonedIso(now, tenant.time_zone),
        ...query,
        coverage: zCoverage.shape.data.parse(read.coverage),
        consents: read.consents,
        requests: read.requests.map((row) => ({ ...row, kind: z.enum(REQUEST_KINDS).parse(row.kind) })),
        reveals: read.reveals.map(({ actor, actor_id, count, people }) => ({
          actor,
          actor_id: actor_id && toWireId(actor === "api_key" ? "api_key" : "staff", actor_id),
          count,
          people,
        })),
        actions: read.actions,
        incidents: read.incidents.map(showIncident),
        retention: {
          rules: read.rules.map(showRule).map(({ data_class, days }) => ({ data_class, days })),
          runs: read.runs.map(showRun),
        },
        keys: { ...keys, versions: [...keys.versions], since: keys.since && keys.since.toISOString() },
        inventory: read.inventory,
      },
    };
  },
});

export const reportRoutes: Route[] = [report];
