import { z } from "zod";
import { type Route, route } from "../../../platform/http/route.ts";
import { wireId, wireIdOut, zCount, zInstant, zInstantOut, zPageOf, zText } from "../../../platform/http/schema.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { createIncident, type Incident, listIncidents, updateIncident } from "../report/incidents.ts";

const READ = { actors: ["staff", "api_key"], permission: "privacy:read" } as const;
const WRITE = { actors: ["staff", "api_key"], permission: "privacy:write" } as const;

const zSeverity = z.enum(["low", "medium", "high"]);
export const zIncident = z
  .object({
    incident_id: wireIdOut("incident"),
    title: z.string(),
    severity: zSeverity,
    discovered_at: zInstantOut,
    people: zCount,
    measures: z.string(),
    authority_told_at: zInstantOut.nullable(),
    people_told_at: zInstantOut.nullable(),
    closed_at: zInstantOut.nullable(),
    version: z.int(),
  })
  .meta({ id: "Incident" });
export const showIncident = ({
  discovered_at,
  authority_told_at,
  people_told_at,
  closed_at,
  ...incident
}: Incident) => ({
  ...incident,
  incident_id: toWireId("incident", incident.incident_id),
  discovered_at: discovered_at.toISOString(),
  authority_told_at: authority_told_at && authority_told_at.toISOString(),
  people_told_at: people_told_at && people_told_at.toISOString(),
  closed_at: closed_at && closed_at.toISOString(),
});

const told = {
  authority_told_at: zInstant.nullable(),
  people_told_at: zInstant.nullable(),
  closed_at: zInstant.nullable(),
};
const facts = { title: zText(200), severity: zSeverity, people: zCount, measures: zText(5000) };

const incidentList = route({
  method: "GET",
  path: "/v1/privacy/incidents",
  summary: "What went wrong with personal data, newest first",
  tag: "privacy",
  access: READ,
  response: { 200: zPageOf(zIncident) },
  handler: async ({ app, auth }) => {
    const incidents = await app.database.read(auth.tenant_id, (db) => listIncidents(db));
    return { body: { data: incidents.map(showIncident), next_cursor: null } };
  },
});

const incidentCreation = route({
  method: "POST",
  path: "/v1/privacy/incidents",
  summary: "Write down an incident: what, how many people, what is done, who was told when",
  audit: ["incident.recorded"],
  tag: "privacy",
  access: WRITE,
  body: z.strictObject({
    ...facts,
    discovered_at: zInstant,
    authority_told_at: told.authority_told_at.default(null),
    people_told_at: told.people_told_at.default(null),
    closed_at: told.closed_at.default(null),
  }),
  response: { 201: zIncident },
  idempotency: "optional",
  handler: ({ app, body, by, idempotency }) =>
    idempotency.run(async (tx) => ({ body: showIncident(await createIncident(tx, app.runtime, body, by)) })),
});

const incidentChange = route({
  method: "PATCH",
  path: "/v1/privacy/incidents/:incident_id",
  summary: "Say how an incident went on",
  audit: ["incident.changed"],
  tag: "privacy",
  access: WRITE,
  params: z.strictObject({ incident_id: wireId("incident") }),
  body: z.strictObject({ version: z.int().min(1), ...z.strictObject({ ...facts, ...told }).partial().shape }),
  response: { 200: zIncident },
  errors: ["not_found", "version_conflict"],
  handler: async ({ app, auth, params, body, by }) => {
    const { version, ...given } = body;
    const change = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const incident = await app.database.write(auth.tenant_id, (tx) =>
      updateIncident(tx, app.runtime, { ...params, version }, change, by),
    );
    return { body: showIncident(incident) };
  },
});

export const incidentRoutes: Route[] = [incidentList, incidentCreation, incidentChange];
