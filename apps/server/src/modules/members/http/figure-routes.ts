import { z } from "zod";
import { changes } from "../../../platform/audit/changes.ts";
import { recordAudit } from "../../../platform/audit/record-audit.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import { wireIdOut, zBusinessDate, zCount, zInstantOut } from "../../../platform/http/schema.ts";
import { sensitive } from "../../../platform/http/sensitive.ts";
import { startJob } from "../../../platform/jobs/jobs.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { STAGES } from "../domain/lifecycle.ts";
import { FIGURES_JOB } from "../figures/daily-roll.ts";
import { readFigures } from "../figures/read.ts";
import { putLifecyclePolicy, readLifecyclePolicy, thresholdsOf } from "../figures/policy.ts";
import { tryLifecycle } from "../figures/try-out.ts";
import { figuresAreBehind } from "../figures/watch.ts";
import { zMemberPath } from "./list-routes.ts";
import { namingOf } from "./show.ts";

const READERS = { actors: ["staff", "api_key"], permission: "members:read" } as const;
const RULERS = { actors: ["staff", "api_key"], permission: "members:configure" } as const;

export const zStage = z.enum(STAGES);
const MOST_DAYS = 3_650;
const zDays = z.int().min(1).max(MOST_DAYS);

const zFigures = z
  .object({
    lifecycle: zStage,
    lifecycle_since: zBusinessDate.nullable(),
    joined_at: zInstantOut,
    first_purchase_on: zBusinessDate.nullable(),
    last_purchase_on: zBusinessDate.nullable(),
    last_visit_on: zBusinessDate.nullable(),
    last_active_on: zBusinessDate.nullable().meta({ description: "The later of the last purchase and the last visit" }),
    purchases: zCount,
    spent_fen: sensitive("amounts", z.int()),
    visits: zCount.meta({ description: "Days on which a gate let them in" }),
    purchases_365: zCount.meta({ description: "In the 365 days that end today" }),
    spent_365_fen: sensitive("amounts", z.int()),
    visits_365: zCount,
    completeness: z.int().min(0).max(100).meta({ description: "Share of the profile that is filled, %" }),
    catching_up: z
      .boolean()
      .meta({ description: "Much has just happened and is still being counted: the figures will grow" }),
  })
  .meta({ id: "MemberFigures" });

const figures = route({
  method: "GET",
  path: "/v1/members/:member_id/figures",
  summary: "When a member came, how often, what they spent, and how far they are from the house",
  tag: "members",
  access: READERS,
  params: zMemberPath,
  response: { 200: zFigures },
  errors: ["not_found"],
  handler: async ({ app, auth, params }) => {
    const naming = await namingOf(app, auth.tenant_id);
    const found = await app.database.read(auth.tenant_id, (db) => readFigures(db, app, params.member_id, auth));
    const { spent: spent_fen, spent_365: spent_365_fen, joined_at, ...rest } = found;
    const catching_up = await figuresAreBehind(app);
    return { body: { ...rest, spent_fen, spent_365_fen, joined_at: naming.time(joined_at), catching_up } };
  },
});

const thresholds = {
  new_days: zDays.meta({ description: "Fewer days since joining are new" }),
  at_risk_days: zDays.meta({ description: "Days without coming from which on a member is at risk" }),
  sleeping_days: zDays,
  lost_days: zDays,
};

/** Each stage begins after the one before it. */
const inOrder = (payload: z.core.ParsePayload<{ at_risk_days: number; sleeping_days: number; lost_days: number }>) => {
  const { at_risk_days, sleeping_days, lost_days } = payload.value;
  const refuse = (path: string) =>
    payload.issues.push({ code: "custom", input: payload.value, path: [path], params: { code: "stage_order" } });
  if (sleeping_days <= at_risk_days) refuse("sleeping_days");
  if (lost_days <= sleeping_days) refuse("lost_days");
};

const zPolicy = z.object({ version: z.int().min(0), ...thresholds }).meta({ id: "LifecyclePolicy" });

const policy = route({
  method: "GET",
  path: "/v1/lifecycle_policy",
  summary: "After how many days without coming a member is at risk, asleep or lost",
  tag: "members",
  access: READERS,
  response: { 200: zPolicy },
  handler: async ({ app, auth }) => ({ body: await app.database.read(auth.tenant_id, readLifecyclePolicy) }),
});

const policyChange = route({
  method: "PUT",
  path: "/v1/lifecycle_policy",
  summary: "Set the thresholds of life; everybody is reckoned anew, as a job",
  tag: "members",
  access: RULERS,
  audit: ["lifecycle_policy.updated"],
  body: z.strictObject({ version: z.int().min(0), ...thresholds }).check(inOrder),
  response: { 200: zPolicy.extend({ job_id: wireIdOut("job") }) },
  errors: ["version_conflict"],
  handler: async ({ app, auth, body, by }) => {
    const saved = await app.database.write(auth.tenant_id, async (tx) => {
      const before = await readLifecyclePolicy(tx);
      await putLifecyclePolicy(tx, app.runtime, body);
      const input = { all: true };
      const job_id = await startJob(tx, app, { kind: FIGURES_JOB, input, by, scope: "all" });
      const told = changes({ ...thresholdsOf(before) }, { ...thresholdsOf(body) });
      const subject = { kind: "tenant", id: auth.tenant_id } as const;
      await recordAudit(tx, app.runtime, by, { action: "lifecycle_policy.updated", subject, ...told });
      return { ...(await readLifecyclePolicy(tx)), job_id: toWireId("job", job_id) };
    });
    return { body: saved };
  },
});

const zTried = z
  .object({
    stages: z.array(z.object({ stage: zStage, before: zCount, after: zCount })),
    moving: zCount.meta({ description: "Members who would be at another stage than they are now" }),
  })
  .meta({ id: "LifecyclePreview" });

const preview = route({
  method: "POST",
  path: "/v1/lifecycle_policy/preview",
  summary: "How many members of those in sight each stage would have by other thresholds",
  tag: "members",
  access: READERS,
  audit: { none: "changes nothing" },
  body: z.strictObject(thresholds).check(inOrder),
  response: { 200: zTried },
  handler: async ({ app, auth, body }) => ({
    body: await app.database.read(auth.tenant_id, (db) => tryLifecycle(db, app, body, auth)),
  }),
});

export const figureRoutes: Route[] = [figures, policy, policyChange, preview];
