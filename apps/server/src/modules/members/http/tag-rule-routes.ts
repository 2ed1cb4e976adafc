// Tags that rules give: the rule, a trial of it, and who got or lost a tag by it or by hand.
import { z } from "zod";
import { recordAudit } from "../../../platform/audit/record-audit.ts";
import type { Db } from "../../../platform/db/pool.ts";
import { pageOf, readCursor } from "../../../platform/http/pages.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import { wireIdOut, zCount, zPage, zPageOf } from "../../../platform/http/schema.ts";
import { startJob } from "../../../platform/jobs/jobs.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { customIssues, type Group } from "../../rules/index.ts";
import { rowsOf } from "../member-list.ts";
import { changeTag, createAutomaticTag } from "../tags/change-tag.ts";
import { readCustomKinds } from "../tags/custom-kinds.ts";
import { listMemberHits, listTagHits } from "../tags/list-hits.ts";
import { TAGS_JOB } from "../tags/tags-job.ts";
import { tryTagRule } from "../tags/try-rule.ts";
import { zMemberPath } from "./list-routes.ts";
import { zMemberRow } from "./schema.ts";
import { namingOf, showRow } from "./show.ts";
import {
  auditedOf,
  new_tag,
  showDetail,
  showHit,
  showWhy,
  zTagDetail,
  zTagHit,
  zTagPath,
  zTagRule,
  zWhy,
} from "./tag-schema.ts";

const READERS = { actors: ["staff", "api_key"], permission: "members:read" } as const;
const RULERS = { actors: ["staff", "api_key"], permission: "members:configure" } as const;
const tag = "members";

/** Fields of the tenant's own are known to the tenant alone. @throws condition_unfit */
async function requireFields(db: Db, rule: Group): Promise<void> {
  const faults = customIssues(rule, await readCustomKinds(db), "/rule");
  if (faults.length > 0) throw new AppError("condition_unfit", {}, faults);
}

const zRuled = z.object({ tag: zTagDetail, job_id: wireIdOut("job") });

const automatic = route({
  method: "POST",
  path: "/v1/tags/automatic",
  summary: "Create a tag that its rule gives and takes; a job works out who has it",
  tag,
  access: RULERS,
  audit: ["tag.created"],
  body: z.strictObject({ ...new_tag, rule: zTagRule }),
  response: { 201: zRuled },
  errors: ["tag_taken", "condition_unfit"],
  idempotency: "optional",
  handler: async ({ app, auth, body, by, idempotency }) => {
    const naming = await namingOf(app, auth.tenant_id);
    return idempotency.run(async (tx) => {
      const { group: group_name, ...plain } = body;
      await requireFields(tx, body.rule);
      const created = await createAutomaticTag(tx, app, { ...plain, group_name });
      const { tag_id } = created;
      const job_id = await startJob(tx, app, { kind: TAGS_JOB, title: body.name, input: { tag_id }, by, scope: "all" });
      const subject = { kind: "tag", id: tag_id } as const;
      await recordAudit(tx, app.runtime, by, { action: "tag.created", subject, after: auditedOf(created) });
      return { body: { tag: showDetail(naming)(created), job_id: toWireId("job", job_id) } };
    });
  },
});

const ruleChange = route({
  method: "PUT",
  path: "/v1/tags/:tag_id/rule",
  summary: "Give an automatic tag another rule; a job works out who has it",
  tag,
  access: RULERS,
  audit: ["tag.rule_changed"],
  params: zTagPath,
  body: z.strictObject({ version: z.int().min(1), rule: zTagRule }),
  response: { 200: zRuled },
  errors: ["not_found", "version_conflict", "tag_has_no_rule", "condition_unfit"],
  handler: async ({ app, auth, params, body, by }) => {
    const naming = await namingOf(app, auth.tenant_id);
    const { tag_id } = params;
    const { version, rule } = body;
    const ruled = await app.database.write(auth.tenant_id, async (tx) => {
      await requireFields(tx, rule);
      const { before, after } = await changeTag(tx, app, { tag_id, version }, { rule });
      const job = { kind: TAGS_JOB, title: after.name, input: { tag_id }, by, scope: "all" } as const;
      const job_id = await startJob(tx, app, job);
      const subject = { kind: "tag", id: tag_id } as const;
      const told = { before: { rule: before.rule }, after: { rule } };
      await recordAudit(tx, app.runtime, by, { action: "tag.rule_changed", subject, ...told });
      return { tag: after, job_id };
    });
    return { body: { tag: showDetail(naming)(ruled.tag), job_id: toWireId("job", ruled.job_id) } };
  },
});

const zTried = z
  .object({
    members: zCount,
    of: zCount,
    estimated: z.boolean().meta({ description: "Only the newest were looked at, who stand for all" }),
    examples: z.array(z.object({ member: zMemberRow, why: zWhy })),
  })
  .meta({ id: "TriedTagRule" });

const tryOut = route({
  method: "POST",
  path: "/v1/tags/try_out",
  summary: "Whom of those in sight a rule would give its tag, with examples",
  tag,
  // Whoever tries rules out learns what masks hide.
  access: RULERS,
  audit: { none: "changes nothing" },
  body: z.strictObject({ rule: zTagRule }),
  response: { 200: zTried },
  errors: ["condition_unfit"],
  handler: async ({ app, auth, body, language }) => {
    const naming = await namingOf(app, auth.tenant_id);
    const row = showRow(naming, language);
    return app.database.read(auth.tenant_id, async (db) => {
      await requireFields(db, body.rule);
      const { examples, ...tried } = await tryTagRule(db, app, body.rule, auth);
      const members = await rowsOf(
        db,
        app,
        examples.map(({ member_id }) => member_id),
      );
      const shown = examples.flatMap(({ member_id, why }) => {
        const member = members.get(member_id);
        return member ? [{ member: row(member), why: showWhy(why) }] : [];
      });
      return { body: { ...tried, examples: shown } };
    });
  },
});

const zHitPosition = z.tuple([z.uuid()]).transform(([id]) => id);

const tagHits = route({
  method: "GET",
  path: "/v1/tags/:tag_id/hits",
  summary: "Who of those in sight got or lost a tag, newest first, and why",
  tag,
  access: READERS,
  params: zTagPath,
  query: zPage,
  response: { 200: zPageOf(zTagHit) },
  errors: ["not_found", "cursor_invalid"],
  handler: async ({ app, auth, params, query }) => {
    const page = { before: readCursor(query.cursor, zHitPosition), limit: query.limit + 1 };
    const naming = await namingOf(app, auth.tenant_id);
    const rows = await app.database.read(auth.tenant_id, (db) => listTagHits(db, params.tag_id, auth, page));
    return { body: pageOf(rows, query.limit, (row) => [row.tag_hit_id], showHit(naming)) };
  },
});

const memberHits = route({
  method: "GET",
  path: "/v1/members/:member_id/tag_hits",
  summary: "Which tags a member got and lost, newest first, and why",
  tag,
  access: READERS,
  params: zMemberPath,
  query: zPage,
  response: { 200: zPageOf(zTagHit) },
  errors: ["not_found", "cursor_invalid"],
  handler: async ({ app, auth, params, query }) => {
    const page = { before: readCursor(query.cursor, zHitPosition), limit: query.limit + 1 };
    const naming = await namingOf(app, auth.tenant_id);
    const { member_id } = params;
    const rows = await app.database.read(auth.tenant_id, (db) => listMemberHits(db, app, member_id, auth, page));
    return { body: pageOf(rows, query.limit, (row) => [row.tag_hit_id], showHit(naming)) };
  },
});

export const tagRuleRoutes: Route[] = [automatic, ruleChange, tryOut, tagHits, memberHits];
