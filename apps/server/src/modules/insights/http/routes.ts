import { z } from "zod";
import type { Auth } from "../../../platform/http/auth.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import { toZonedIso } from "../../../platform/kernel/dates.ts";
import type { Language } from "../../../platform/kernel/errors.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { readView, type ScopeUnits } from "../view.ts";
import { readVisitsReport } from "../visits-report.ts";
import { readWorkbench } from "../workbench.ts";
import { liveStream } from "./live-stream.ts";
import { showCards } from "./show-cards.ts";
import { zInsightsQuery, zLiveQuery, zVisitsReport, zWorkbench } from "./schema.ts";

const access = { actors: ["staff", "api_key"], permission: "insights:read" } as const;
const scopeOf = (auth: Auth): ScopeUnits => (auth.scope === "all" ? null : auth.scope);

const OTHER_UNITS: Record<Language, string> = { "zh-CN": "其他组织", en: "Other units", ko: "기타 조직" };

const workbench = route({
  method: "GET",
  path: "/v1/insights/workbench",
  summary: "Figures of a business day beside the same weekday of the week before",
  tag: "insights",
  access,
  query: zInsightsQuery,
  response: { 200: zWorkbench },
  errors: ["not_found", "date_in_future"],
  handler: async ({ app, auth, query, language }) => {
    const request = { ...query, scope: scopeOf(auth) };
    const figures = await app.database.read(auth.tenant_id, (db) =>
      readWorkbench(db, app.runtime, request, OTHER_UNITS[language]),
    );
    const { as_of, time_zone, cards, venues, ...rest } = figures;
    return {
      body: {
        ...rest,
        as_of: toZonedIso(as_of, time_zone),
        cards: showCards(cards, language),
        venues: venues.map((row) => ({ ...row, venue_id: row.venue_id && toWireId("venue", row.venue_id) })),
      },
    };
  },
});

const visits = route({
  method: "GET",
  path: "/v1/insights/visits",
  summary: "Entries by hour and check-ins by place of a business day",
  tag: "insights",
  access,
  query: zInsightsQuery,
  response: { 200: zVisitsReport },
  errors: ["not_found", "date_in_future"],
  handler: async ({ app, auth, query }) => {
    const request = { ...query, scope: scopeOf(auth) };
    const report = await app.database.read(auth.tenant_id, (db) => readVisitsReport(db, app.runtime, request));
    const by_place = report.by_place.map((row) => ({ ...row, gate_id: toWireId("gate", row.gate_id) }));
    return { body: { ...report, by_place } };
  },
});

const live = route({
  method: "GET",
  path: "/v1/insights/live",
  summary: "The cards of today as server-sent events",
  description:
    "`tick` carries {as_of, date, cards} when a figure changed, and at least every 16 seconds. The stream ends after five minutes or when figures cannot be read: connect again.",
  tag: "insights",
  access,
  query: zLiveQuery,
  response: { 200: z.string() },
  produces: "text/event-stream",
  errors: ["not_found"],
  handler: async ({ app, auth, query, language, signal }) => {
    const watched = { tenant_id: auth.tenant_id, scope: scopeOf(auth), venue_id: query.venue_id };
    // Refused before the stream begins, while an answer can still be a problem.
    await app.database.read(auth.tenant_id, (db) => readView(db, app.runtime, watched));
    return {
      status: 200,
      raw: liveStream(app, watched, { language, masks: auth.masks }, signal),
      headers: { "x-accel-buffering": "no" },
    };
  },
});

export const routes: Route[] = [workbench, visits, live];
