import { z } from "zod";
import { changes } from "../../../platform/audit/changes.ts";
import { recordAudit } from "../../../platform/audit/record-audit.ts";
import { pageOf, readCursor } from "../../../platform/http/pages.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import { wireId, wireIdOut, zCount, zInstantOut, zPage, zPageOf, zText } from "../../../platform/http/schema.ts";
import { startJob } from "../../../platform/jobs/jobs.ts";
import type { Language } from "../../../platform/kernel/errors.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { DUPLICATE_CODES, type DuplicateCode } from "../domain/duplicate-rules.ts";
import { countDuplicates, listDuplicates, type ListedDuplicate } from "../duplicates/list.ts";
import { putDuplicatePolicy, readDuplicatePolicy } from "../duplicates/policy.ts";
import { DUPLICATES_JOB } from "../duplicates/search-job.ts";
import { dismissDuplicate, reopenDuplicate } from "../duplicates/settle.ts";
import { zMemberRow } from "./schema.ts";
import { type Naming, namingOf, showRow } from "./show.ts";

const DECIDERS = { actors: ["staff", "api_key"], permission: "members:merge" } as const;

const zCode = z.enum(DUPLICATE_CODES);
const zState = z.enum(["open", "merged", "dismissed"]);

const zDuplicate = z
  .object({
    duplicate_id: wireIdOut("duplicate"),
    a: zMemberRow,
    b: zMemberRow,
    confidence: z.int().min(1).max(100),
    reasons: z.array(zCode),
    state: zState,
    found_at: zInstantOut,
    decided_at: zInstantOut.nullable(),
    decision_reason: z.string().nullable(),
  })
  .meta({ id: "Duplicate" });

function showDuplicate(naming: Naming, language: Language) {
  const row = showRow(naming, language);
  return ({
    duplicate_id,
    a,
    b,
    confidence,
    reasons,
    state,
    found_at,
    decided_at,
    decision_reason,
  }: ListedDuplicate) => ({
    duplicate_id: toWireId("duplicate", duplicate_id),
    a: row(a),
    b: row(b),
    confidence,
    reasons: reasons as z.output<typeof zCode>[],
    state,
    found_at: naming.time(found_at),
    decided_at: naming.maybe(decided_at),
    decision_reason,
  });
}

const zPosition = z
  .tuple([z.int(), z.uuid()])
  .transform(([confidence, duplicate_id]) => ({ confidence, duplicate_id }));

const list = route({
  method: "GET",
  path: "/v1/members/duplicates",
  summary: "Pairs of members who may be one person, the surest first",
  tag: "members",
  access: DECIDERS,
  query: zPage.extend({
    state: zState.default("open"),
    min_confidence: z.coerce.number().int().min(1).max(100).default(1),
    reason: zCode.optional(),
    member_id: wireId("member").optional(),
  }),
  response: { 200: zPageOf(zDuplicate) },
  errors: ["cursor_invalid"],
  handler: async ({ app, auth, query, language }) => {
    const before = readCursor(query.cursor, zPosition);
    const naming = await namingOf(app, auth.tenant_id);
    const { state, min_confidence: least, member_id, reason } = query;
    const filter = { reach: auth, state, least, member_id, reason, before, limit: query.limit + 1 };
    const rows = await app.database.read(auth.tenant_id, (db) => listDuplicates(db, app, filter));
    const position = (row: ListedDuplicate) => [row.confidence, row.duplicate_id];
    return { body: pageOf(rows, query.limit, position, showDuplicate(naming, language)) };
  },
});

const counts = route({
  method: "GET",
  path: "/v1/members/duplicates/counts",
  summary: "How many pairs wait, and how many were decided",
  tag: "members",
  access: DECIDERS,
  response: {
    200: z
      .object({
        open: zCount,
        sure: zCount.meta({ description: "Of the open ones those of 90 % and more" }),
        merged: zCount,
        dismissed: zCount,
      })
      .meta({ id: "DuplicateCounts" }),
  },
  handler: async ({ app, auth }) => ({
    body: await app.database.read(auth.tenant_id, (db) => countDuplicates(db, auth)),
  }),
});

const zPath = z.strictObject({ duplicate_id: wireId("duplicate") });
const zDecided = z.object({ duplicate_id: wireIdOut("duplicate"), state: zState });

const dismissal = route({
  method: "POST",
  path: "/v1/members/duplicates/:duplicate_id/dismiss",
  summary: "Two people after all: the pair does not come back",
  tag: "members",
  access: DECIDERS,
  audit: ["duplicate.dismissed"],
  params: zPath,
  body: z.strictObject({ reason: zText(200) }),
  response: { 200: zDecided },
  errors: ["not_found", "duplicate_decided"],
  handler: async ({ app, auth, params, body, by }) => {
    const { duplicate_id } = params;
    await app.database.write(auth.tenant_id, async (tx) => {
      const decision = { duplicate_id, reason: body.reason };
      const { a_id, b_id, confidence, reasons } = await dismissDuplicate(tx, app, decision, { by, reach: auth });
      const subject = { kind: "duplicate", id: duplicate_id } as const;
      const after = { members: [a_id, b_id].map((id) => toWireId("member", id)), confidence, reasons };
      await recordAudit(tx, app.runtime, by, { action: "duplicate.dismissed", subject, after, reason: body.reason });
    });
    return { body: { duplicate_id: toWireId("duplicate", duplicate_id), state: "dismissed" as const } };
  },
});

const reopening = route({
  method: "POST",
  path: "/v1/members/duplicates/:duplicate_id/reopen",
  summary: "Take a dismissal back",
  tag: "members",
  access: DECIDERS,
  audit: ["duplicate.reopened"],
  params: zPath,
  response: { 200: zDecided },
  errors: ["not_found", "duplicate_decided"],
  handler: async ({ app, auth, params, by }) => {
    const { duplicate_id } = params;
    await app.database.write(auth.tenant_id, async (tx) => {
      await reopenDuplicate(tx, duplicate_id, auth);
      const subject = { kind: "duplicate", id: duplicate_id } as const;
      await recordAudit(tx, app.runtime, by, { action: "duplicate.reopened", subject });
    });
    return { body: { duplicate_id: toWireId("duplicate", duplicate_id), state: "open" as const } };
  },
});

const search = route({
  method: "POST",
  path: "/v1/members/duplicates/search",
  summary: "Compare all members with each other, as a job",
  tag: "members",
  access: { actors: ["staff"], permission: "members:merge" },
  audit: ["duplicate.searched"],
  response: { 202: z.object({ job_id: wireIdOut("job") }) },
  handler: async ({ app, auth, by }) => {
    const job_id = await app.database.write(auth.tenant_id, async (tx) => {
      const started = await startJob(tx, app, { kind: DUPLICATES_JOB, input: null, by, scope: auth.scope });
      await recordAudit(tx, app.runtime, by, { action: "duplicate.searched", subject: { kind: "job", id: started } });
      return started;
    });
    return { body: { job_id: toWireId("job", job_id) } };
  },
});

const zWeight = z.int().min(0).max(100);
const weights = {
  id_number: zWeight,
  unionid: zWeight,
  openid: zWeight,
  phone: zWeight,
  email: zWeight,
  ota: zWeight,
  card: zWeight,
  employee_no: zWeight,
  external: zWeight,
  name_birthday: zWeight,
  name_phone_tail: zWeight,
} satisfies Record<DuplicateCode, typeof zWeight>;
const policyFields = {
  version: z.int().min(0),
  threshold: z.int().min(1).max(100).meta({ description: "Pairs below it are not shown" }),
  rules: z.strictObject(weights).meta({ description: "How sure each agreement makes; 0 is off" }),
};
const zPolicyIn = z.strictObject(policyFields);
const zPolicy = z.object(policyFields).meta({ id: "DuplicatePolicy" });

const rules = route({
  method: "GET",
  path: "/v1/duplicate_rules",
  summary: "What speaks for two members being one, and how much",
  tag: "members",
  access: DECIDERS,
  response: { 200: zPolicy },
  handler: async ({ app, auth }) => ({ body: await app.database.read(auth.tenant_id, readDuplicatePolicy) }),
});

const rulesChange = route({
  method: "PUT",
  path: "/v1/duplicate_rules",
  summary: "Set how much each agreement counts; pairs found from now on follow it",
  tag: "members",
  access: DECIDERS,
  audit: ["duplicate_rules.updated"],
  body: zPolicyIn,
  response: { 200: zPolicy },
  errors: ["version_conflict"],
  handler: async ({ app, auth, body, by }) => {
    const policy = await app.database.write(auth.tenant_id, async (tx) => {
      const before = await readDuplicatePolicy(tx);
      await putDuplicatePolicy(tx, app.runtime, body);
      const subject = { kind: "tenant", id: auth.tenant_id } as const;
      const flat = ({ threshold, rules: all }: typeof body) => ({ threshold, ...all });
      const told = changes(flat(before), flat(body));
      await recordAudit(tx, app.runtime, by, { action: "duplicate_rules.updated", subject, ...told });
      return readDuplicatePolicy(tx);
    });
    return { body: policy };
  },
});

export const duplicateRoutes: Route[] = [list, counts, dismissal, reopening, search, rules, rulesChange];
