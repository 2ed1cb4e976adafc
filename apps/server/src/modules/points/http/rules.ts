import { z } from "zod";
import { recordAudit } from "../../../platform/audit/record-audit.ts";
import { route, zNothing } from "../../../platform/http/route.ts";
import { wireId, zInstant } from "../../../platform/http/schema.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { readMoment } from "../../org/index.ts";
import { showConditions } from "../../rules/index.ts";
import type { RuleDefinition } from "../domain/policy.ts";
import { type Rule, type RuleVersion, standOf, statusOf } from "../domain/rule-state.ts";
import { getRule, listRules } from "../rules.ts";
import { createRule, dropDraft, publishRule, retireRule, saveDraft } from "../write-rules.ts";
import { RULE_STATUSES, type zRuleDefinition, zDraft, zNewRule, zRule, type zRuleVersion } from "./rule-schema.ts";

const tag = "points";
const read = { actors: ["staff", "api_key"], permission: "points:read" } as const;
const write = { actors: ["staff", "api_key"], permission: "rules:write" } as const;
const params = z.strictObject({ rule_id: wireId("earning_rule") });

/** What the schema has read is what the engine knows; only the compiler's idea of absence differs. */
export const toDefinition = (definition: z.output<typeof zRuleDefinition>) => definition as RuleDefinition;

function showVersion(version: RuleVersion, now: Date): z.output<typeof zRuleVersion> {
  const { version: number, edit_no, definition, valid_from, valid_until, published_at } = version;
  return {
    version: number,
    status: statusOf(version, now),
    edit_no,
    name: version.name,
    definition: { ...definition, conditions: showConditions(definition.conditions) } as z.output<
      typeof zRuleVersion
    >["definition"],
    valid_from: valid_from?.toISOString() ?? null,
    valid_until: valid_until?.toISOString() ?? null,
    published_at: published_at?.toISOString() ?? null,
  };
}

export function showRule(rule: Rule, now: Date): z.output<typeof zRule> {
  const { current, next } = standOf(rule, now);
  return {
    rule_id: toWireId("earning_rule", rule.rule_id),
    name: current.name,
    status: statusOf(current, now),
    created_at: rule.created_at.toISOString(),
    current: showVersion(current, now),
    next: next && showVersion(next, now),
    versions: rule.versions.map((version) => showVersion(version, now)),
  };
}

export const listRulesRoute = route({
  method: "GET",
  path: "/v1/points/rules",
  summary: "Earning rules with all their versions, older rules first",
  tag,
  access: read,
  query: z.strictObject({ status: z.enum(RULE_STATUSES).optional() }),
  response: {
    200: z.object({
      data: z.array(zRule),
      /** Of all rules, by status. */
      counts: z.object({ draft: z.int(), scheduled: z.int(), live: z.int(), retired: z.int() }),
    }),
  },
  handler: async ({ app, auth, query }) => {
    const [{ times }, rules] = await Promise.all([
      readMoment(app, auth.tenant_id),
      app.database.read(auth.tenant_id, (db) => listRules(db)),
    ]);
    const shown = rules.map((rule) => showRule(rule, times.now));
    const count = (status: (typeof RULE_STATUSES)[number]) => shown.filter((rule) => rule.status === status).length;
    const counts = {
      draft: count("draft"),
      scheduled: count("scheduled"),
      live: count("live"),
      retired: count("retired"),
    };
    return { body: { data: shown.filter((rule) => !query.status || rule.status === query.status), counts } };
  },
});

export const getRuleRoute = route({
  method: "GET",
  path: "/v1/points/rules/:rule_id",
  summary: "An earning rule with all its versions",
  tag,
  access: read,
  params,
  response: { 200: zRule },
  errors: ["rule_not_found"],
  handler: async ({ app, auth, params: { rule_id } }) => {
    const { times } = await readMoment(app, auth.tenant_id);
    const rule = await app.database.read(auth.tenant_id, (db) => getRule(db, rule_id));
    return { body: showRule(rule, times.now) };
  },
});

const subjectOf = (rule_id: string) => ({ kind: "earning_rule", id: rule_id }) as const;

export const createRuleRoute = route({
  method: "POST",
  path: "/v1/points/rules",
  summary: "A new earning rule, as a draft",
  tag,
  access: write,
  audit: ["earning_rule.created"],
  body: zNewRule,
  response: { 201: zRule },
  idempotency: "optional",
  handler: async ({ app, auth, body, by, idempotency }) => {
    const { times } = await readMoment(app, auth.tenant_id);
    return idempotency.run(async (tx) => {
      const { valid_from = null, valid_until = null, name } = body;
      const draft = { name, definition: toDefinition(body.definition), valid_from, valid_until };
      const rule = await createRule(tx, app.runtime, draft);
      const after = { name, definition: draft.definition };
      await recordAudit(tx, app.runtime, by, {
        action: "earning_rule.created",
        subject: subjectOf(rule.rule_id),
        after,
      });
      return { status: 201, body: showRule(rule, times.now) };
    });
  },
});

export const saveDraftRoute = route({
  method: "PUT",
  path: "/v1/points/rules/:rule_id/draft",
  summary: "Change the draft of a rule, or begin one of its next version",
  tag,
  access: write,
  audit: ["earning_rule.drafted"],
  params,
  body: zDraft,
  response: { 200: zRule },
  errors: ["rule_not_found", "rule_version_conflict"],
  handler: async ({ app, auth, by, params: { rule_id }, body }) => {
    const { times } = await readMoment(app, auth.tenant_id);
    const { edit_no, name, valid_from = null, valid_until = null } = body;
    const definition = toDefinition(body.definition);
    const draft = { rule_id, edit_no, definition, valid_from, valid_until, ...(name === undefined ? {} : { name }) };
    const rule = await app.database.write(auth.tenant_id, async (tx) => {
      const saved = await saveDraft(tx, app.runtime, draft);
      const after = { definition, valid_from, valid_until };
      await recordAudit(tx, app.runtime, by, { action: "earning_rule.drafted", subject: subjectOf(rule_id), after });
      return saved;
    });
    return { body: showRule(rule, times.now) };
  },
});

export const dropDraftRoute = route({
  method: "DELETE",
  path: "/v1/points/rules/:rule_id/draft",
  summary: "Throw the draft away; a rule that was never published goes with it",
  tag,
  access: write,
  audit: ["earning_rule.draft_dropped"],
  params,
  response: { 204: zNothing },
  errors: ["rule_not_found", "rule_conflict"],
  handler: async ({ app, auth, by, params: { rule_id } }) => {
    await app.database.write(auth.tenant_id, async (tx) => {
      await dropDraft(tx, rule_id);
      await recordAudit(tx, app.runtime, by, { action: "earning_rule.draft_dropped", subject: subjectOf(rule_id) });
    });
    return { status: 204 };
  },
});

export const publishRuleRoute = route({
  method: "POST",
  path: "/v1/points/rules/:rule_id/publish",
  summary: "Put the draft in force, now or at a time; it ends the version before",
  tag,
  access: write,
  audit: ["earning_rule.published"],
  params,
  body: z.strictObject({
    /** The draft's version. */
    version: z.int().min(1),
    /** Left out: when the draft says, at the earliest now. A time gone by decides what comes in from now on. */
    valid_from: zInstant.optional(),
  }),
  response: { 200: zRule },
  errors: ["rule_not_found", "rule_not_publishable", "rule_version_conflict", "program_not_found"],
  handler: async ({ app, auth, by, params: { rule_id }, body: { version, valid_from } }) => {
    const { times } = await readMoment(app, auth.tenant_id);
    const input = { rule_id, version, valid_from, now: times.now };
    const rule = await app.database.write(auth.tenant_id, async (tx) => {
      const published = await publishRule(tx, app.runtime, input);
      const after = { version, ...(valid_from ? { valid_from } : {}) };
      await recordAudit(tx, app.runtime, by, { action: "earning_rule.published", subject: subjectOf(rule_id), after });
      return published;
    });
    return { body: showRule(rule, times.now) };
  },
});

export const retireRuleRoute = route({
  method: "POST",
  path: "/v1/points/rules/:rule_id/retire",
  summary: "End a rule now",
  tag,
  access: write,
  audit: ["earning_rule.retired"],
  params,
  response: { 200: zRule },
  errors: ["rule_not_found", "rule_conflict"],
  handler: async ({ app, auth, by, params: { rule_id } }) => {
    const { times } = await readMoment(app, auth.tenant_id);
    const rule = await app.database.write(auth.tenant_id, async (tx) => {
      const retired = await retireRule(tx, app.runtime, rule_id, times.now);
      await recordAudit(tx, app.runtime, by, { action: "earning_rule.retired", subject: subjectOf(rule_id) });
      return retired;
    });
    return { body: showRule(rule, times.now) };
  },
});
