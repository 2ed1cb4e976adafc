// Terms of keeping, incidents, keys and the report over all of it.
import { z } from "zod";
import { recordAudit } from "../../../platform/audit/record-audit.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import {
  wireId,
  wireIdOut,
  zBusinessDate,
  zCount,
  zInstant,
  zInstantOut,
  zPageOf,
  zText,
} from "../../../platform/http/schema.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { readKeyState } from "../keys/key-state.ts";
import { startRotation } from "../keys/rotation-job.ts";
import { createIncident, type Incident, listIncidents, updateIncident } from "../report/incidents.ts";
import { listRetentionRules, putRetentionRule, type RetentionRule } from "../retention/retention-rules.ts";
import { keepRun, listRuns, previewRetention } from "../retention/run-retention.ts";

const READ = { actors: ["staff", "api_key"], permission: "privacy:read" } as const;
const WRITE = { actors: ["staff", "api_key"], permission: "privacy:write" } as const;
const RUNS_SHOWN = 30;

const zRule = z
  .object({
    data_class: z.string(),
    days: zCount,
    least_days: zCount,
    default_days: zCount,
    version: z.int().meta({ description: "0: the program's own term" }),
  })
  .meta({ id: "RetentionRule" });
export const zRun = z
  .object({
    run_id: wireIdOut("retention_run"),
    dry_run: z.boolean(),
    started_at: zInstantOut,
    finished_at: zInstantOut,
    results: z.array(z.object({ data_class: z.string(), days: zCount, before: zInstantOut, rows: zCount })),
  })
  .meta({ id: "RetentionRun" });

export const showRule = ({ data_class, days, version }: RetentionRule) => ({
  data_class: data_class.code,
  days,
  version,
  least_days: data_class.least_days,
  default_days: data_class.default_days,
});
export const showRun = ({
  run_id,
  is_dry,
  started_at,
  finished_at,
  results,
}: Awaited<ReturnType<typeof listRuns>>[number]) => ({
  run_id: toWireId("retention_run", run_id),
  dry_run: is_dry,
  started_at: started_at.toISOString(),
  finished_at: finished_at.toISOString(),
  results,
});

const ruleList = route({
  method: "GET",
  path: "/v1/privacy/retention",
  summary: "How long each class of personal data is kept, and the last runs",
  tag: "privacy",
  access: READ,
  response: { 200: z.object({ rules: z.array(zRule), runs: z.array(zRun) }).meta({ id: "Retention" }) },
  handler: async ({ app, auth }) => {
    const [rules, runs] = await app.database.read(auth.tenant_id, (db) =>
      Promise.all([listRetentionRules(db), listRuns(db, RUNS_SHOWN)]),
    );
    return { body: { rules: rules.map(showRule), runs: runs.map(showRun) } };
  },
});

const ruleChange = route({
  method: "PUT",
  path: "/v1/privacy/retention/:data_class",
  summary: "Keep a class of data for so many days",
  audit: ["retention_rule.changed"],
  tag: "privacy",
  access: WRITE,
  params: z.strictObject({ data_class: zText(40) }),
  body: z.strictObject({ days: z.int().min(1).max(36_500), version: z.int().min(0) }),
  response: { 200: zRule },
  errors: ["not_found", "retention_too_short", "version_conflict"],
  handler: async ({ app, auth, params, body, by }) => {
    const code = params.data_class;
    const rules = await app.database.write(auth.tenant_id, async (tx) => {
      await putRetentionRule(tx, app.runtime, { ...body, code, by });
      return (await listRetentionRules(tx)).filter(({ data_class }) => data_class.code === code);
    });
    return {
      body: rules.map(showRule)[0] ?? { data_class: code, days: 0, least_days: 0, default_days: 0, version: 0 },
    };
  },
});

const dryRun = route({
  method: "POST",
  path: "/v1/privacy/retention/dry_runs",
  summary: "What would be deleted tonight, class by class; nothing is",
  audit: ["retention.previewed"],
  tag: "privacy",
  access: WRITE,
  response: { 201: zRun },
  limit_per_minute: 10,
  handler: async ({ app, auth, by }) => {
    const { ids, clock } = app.runtime;
    const run = await app.database.write(auth.tenant_id, async (tx) => {
      const started_at = clock.now();
      const results = await previewRetention(tx, app);
      const made = { run_id: ids.next(), is_dry: true, started_at, finished_at: clock.now(), results };
      await keepRun(tx, made);
      const subject = { kind: "retention_run", id: made.run_id } as const;
      await recordAudit(tx, app.runtime, by, { action: "retention.previewed", subject });
      return made;
    });
    return { body: showRun(run) };
  },
});

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

export const zKeys = z
  .object({
    current_version: z.int(),
    since: zInstantOut.nullable().meta({ description: "When this version was first in use; null: not yet known" }),
    versions: z.array(z.int()).meta({ description: "The current one first" }),
    old_seals: z
      .array(z.object({ table: z.string(), column: z.string(), rows: zCount }))
      .meta({ description: "Where older keys are still needed, with how many rows" }),
  })
  .meta({ id: "MasterKeys" });

const keys = route({
  method: "GET",
  path: "/v1/privacy/keys",
  summary: "Which master key is in use, since when, and what older keys still hold",
  tag: "privacy",
  access: READ,
  response: { 200: zKeys },
  handler: async ({ app, auth }) => {
    const { since, versions, ...state } = await app.database.read(auth.tenant_id, (db) => readKeyState(db, app));
    return { body: { ...state, versions: [...versions], since: since && since.toISOString() } };
  },
});

const rotation = route({
  method: "POST",
  path: "/v1/privacy/key_rotations",
  summary: "Seal everything anew with the current master key, as a job; one under way already is answered",
  tag: "privacy",
  access: WRITE,
  audit: ["keys.rotation_asked"],
  response: { 202: zKeys.extend({ job_id: wireIdOut("job") }).meta({ id: "KeyRotation" }) },
  limit_per_minute: 10,
  handler: async ({ app, auth, by }) => {
    const { since, versions, ...state } = await app.database.write(auth.tenant_id, async (tx) => {
      const job_id = await startRotation(tx, app, by);
      const subject = { kind: "tenant", id: auth.tenant_id } as const;
      const after = { version: app.secrets.current_version };
      await recordAudit(tx, app.runtime, by, { action: "keys.rotation_asked", subject, after });
      return { ...(await readKeyState(tx, app)), job_id: toWireId("job", job_id) };
    });
    return { body: { ...state, versions: [...versions], since: since && since.toISOString() } };
  },
});

export const zPeriod = z.strictObject({ from: zBusinessDate, to: zBusinessDate });

export const upkeepRoutes: Route[] = [
  ruleList,
  ruleChange,
  dryRun,
  incidentList,
  incidentCreation,
  incidentChange,
  keys,
  rotation,
];
