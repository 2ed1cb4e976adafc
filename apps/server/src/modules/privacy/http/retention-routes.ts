import { z } from "zod";
import { recordAudit } from "../../../platform/audit/record-audit.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import { wireIdOut, zCount, zInstantOut, zText } from "../../../platform/http/schema.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
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

export const retentionRoutes: Route[] = [ruleList, ruleChange, dryRun];
