import { z } from "zod";
import { changes } from "../../../platform/audit/changes.ts";
import { recordAudit } from "../../../platform/audit/record-audit.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import { wireIdOut, zCount, zPageOf, zQueryFlag } from "../../../platform/http/schema.ts";
import { startJob } from "../../../platform/jobs/jobs.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { createTag } from "../tags.ts";
import { changeTag, getTag, listTagDetails } from "../tags/change-tag.ts";
import { countTags } from "../tags/count-tags.ts";
import { TAGS_JOB } from "../tags/tags-job.ts";
import { namingOf } from "./show.ts";
import { tagRuleRoutes } from "./tag-rule-routes.ts";
import { auditedOf, new_tag, showDetail, zTagChange, zTagDetail, zTagPath } from "./tag-schema.ts";

const READERS = { actors: ["staff", "api_key"], permission: "members:read" } as const;
const RULERS = { actors: ["staff", "api_key"], permission: "members:configure" } as const;
const tag = "members";

const list = route({
  method: "GET",
  path: "/v1/tags",
  summary: "All tags by group and name",
  tag,
  access: READERS,
  query: z.strictObject({ archived: zQueryFlag.optional().meta({ description: "Also those that are archived" }) }),
  response: { 200: zPageOf(zTagDetail) },
  handler: async ({ app, auth, query }) => {
    const naming = await namingOf(app, auth.tenant_id);
    const tags = await app.database.read(auth.tenant_id, listTagDetails);
    const shown = tags.filter((one) => query.archived || !one.archived_at).map(showDetail(naming));
    return { body: { data: shown, next_cursor: null } };
  },
});

const counts = route({
  method: "GET",
  path: "/v1/tags/counts",
  summary: "How many members in sight have each tag",
  tag,
  access: READERS,
  response: { 200: z.object({ data: z.array(z.object({ tag_id: wireIdOut("tag"), members: zCount })) }) },
  handler: async ({ app, auth }) => {
    const rows = await app.database.read(auth.tenant_id, (db) => countTags(db, auth));
    return { body: { data: rows.map((row) => ({ ...row, tag_id: toWireId("tag", row.tag_id) })) } };
  },
});

const creation = route({
  method: "POST",
  path: "/v1/tags",
  summary: "Create a tag that people give",
  tag,
  access: { actors: ["staff", "api_key"], permission: "members:write" },
  audit: ["tag.created"],
  body: z.strictObject(new_tag),
  response: { 201: zTagDetail },
  errors: ["tag_taken"],
  idempotency: "optional",
  handler: async ({ app, auth, body, by, idempotency }) => {
    const naming = await namingOf(app, auth.tenant_id);
    return idempotency.run(async (tx) => {
      const { group: group_name, ...plain } = body;
      const { tag_id } = await createTag(tx, app, { ...plain, group_name });
      const created = await getTag(tx, tag_id);
      const subject = { kind: "tag", id: tag_id } as const;
      await recordAudit(tx, app.runtime, by, { action: "tag.created", subject, after: auditedOf(created) });
      return { body: showDetail(naming)(created) };
    });
  },
});

const change = route({
  method: "PATCH",
  path: "/v1/tags/:tag_id",
  summary: "Name, colour and group of a tag; archive it or bring it back",
  tag,
  access: RULERS,
  audit: ["tag.updated"],
  params: zTagPath,
  body: zTagChange,
  response: { 200: zTagDetail },
  errors: ["not_found", "version_conflict", "tag_taken"],
  handler: async ({ app, auth, params, body, by }) => {
    const naming = await namingOf(app, auth.tenant_id);
    const { tag_id } = params;
    const changed = await app.database.write(auth.tenant_id, async (tx) => {
      const { version, group: group_name, ...fields } = body;
      const { before, after } = await changeTag(tx, app, { tag_id, version }, { ...fields, group_name });
      // What happened while it was away is worked out now.
      if (before.archived_at && !after.archived_at && after.kind === "automatic")
        await startJob(tx, app, { kind: TAGS_JOB, title: after.name, input: { tag_id }, by, scope: "all" });
      const subject = { kind: "tag", id: tag_id } as const;
      const told = changes(auditedOf(before), auditedOf(after));
      await recordAudit(tx, app.runtime, by, { action: "tag.updated", subject, ...told });
      return after;
    });
    return { body: showDetail(naming)(changed) };
  },
});

export const tagRoutes: Route[] = [list, counts, creation, change, ...tagRuleRoutes];
