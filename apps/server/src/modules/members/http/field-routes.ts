import { changes } from "../../../platform/audit/changes.ts";
import { recordAudit } from "../../../platform/audit/record-audit.ts";
import type { Db, Tx } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import { startJob } from "../../../platform/jobs/jobs.ts";
import { zPageOf } from "../../../platform/http/schema.ts";
import { countFieldMembers, countOptionUses } from "../db/fields.gen.ts";
import {
  archiveField,
  changeField,
  createField,
  type NewField,
  reorderFields,
  restoreField,
} from "../fields/change-fields.ts";
import { countsFor } from "../fields/completeness.ts";
import { COMPLETENESS_JOB } from "../fields/completeness-job.ts";
import { requireSound } from "../fields/check-settings.ts";
import type { Field } from "../fields/field.ts";
import { getField, listFields } from "../fields/list-fields.ts";
import {
  labelsOf,
  zField,
  zFieldOrder,
  zFieldPatch,
  zFieldPath,
  zFieldQuery,
  zFieldUse,
  zNewField,
} from "./field-schema.ts";
import type { z } from "zod";
import { showField } from "./show-fields.ts";

const READERS = { actors: ["staff", "api_key"], permission: "members:read" } as const;
const KEEPERS = { actors: ["staff", "api_key"], permission: "members:configure" } as const;

const list = route({
  method: "GET",
  path: "/v1/member_fields",
  summary: "What this tenant wants to know of its members, in the order of the forms",
  tag: "members",
  access: READERS,
  query: zFieldQuery,
  response: { 200: zPageOf(zField) },
  handler: async ({ app, auth, query, language }) => {
    const which = query.archived ? "all" : "active";
    const fields = await app.database.read(auth.tenant_id, (db) => listFields(db, which));
    return { body: { data: fields.map(showField(language)), next_cursor: null } };
  },
});

const find = route({
  method: "GET",
  path: "/v1/member_fields/:field_id",
  summary: "A field, and how many have something in it",
  tag: "members",
  access: READERS,
  params: zFieldPath,
  response: { 200: zFieldUse },
  errors: ["not_found"],
  handler: async ({ app, auth, params: { field_id }, language }) =>
    app.database.read(auth.tenant_id, async (db) => {
      const asked = { tenant_id: auth.tenant_id, field_id };
      const field = await getField(db, field_id);
      const [used, uses] = await Promise.all([run(db, countFieldMembers, asked), run(db, countOptionUses, asked)]);
      const option_members = Object.fromEntries(uses.map(({ code, members }) => [code, members]));
      return { body: { ...showField(language)(field), members: used.members, option_members } };
    }),
});

const creation = route({
  method: "POST",
  path: "/v1/member_fields",
  summary: "Add a field, behind the others; key and type stay for ever",
  tag: "members",
  access: KEEPERS,
  audit: ["member_field.created"],
  body: zNewField,
  response: { 201: zField },
  errors: ["field_key_taken", "too_many_fields"],
  idempotency: "optional",
  handler: async ({ app, body, by, idempotency, language }) => {
    const wanted = readNew(body);
    requireSound(wanted, language);
    return idempotency.run(async (tx) => {
      const field_id = await createField(tx, app, wanted);
      const subject = { kind: "field", id: field_id } as const;
      const field = await getField(tx, field_id);
      await recordAudit(tx, app.runtime, by, { action: "member_field.created", subject, after: auditedOf(field) });
      return { body: showField(language)(field) };
    });
  },
});

type Option = NonNullable<z.output<typeof zNewField>["options"]>[number];

const readOption = ({ code, labels, archived = false }: Option) => ({ code, labels: labelsOf(labels), archived });

function readNew(body: z.output<typeof zNewField>): NewField {
  const { key, type, labels, options = [], required_on = [], ...flags } = body;
  return {
    key,
    type,
    labels: labelsOf(labels),
    options: options.map(readOption),
    required_on: [...new Set(required_on)],
    is_sensitive: flags.is_sensitive ?? false,
    shown_to_member: flags.shown_to_member ?? false,
    editable_by_member: flags.editable_by_member ?? false,
    searchable: flags.searchable ?? true,
  };
}

const change = route({
  method: "PATCH",
  path: "/v1/member_fields/:field_id",
  summary: "Change a field's labels, options and forms",
  description: "Options are given whole: one that people have can be archived but not left out.",
  tag: "members",
  access: KEEPERS,
  audit: ["member_field.updated"],
  params: zFieldPath,
  body: zFieldPatch,
  response: { 200: zField },
  errors: ["not_found", "version_conflict", "field_option_used"],
  handler: async ({ app, auth, body, by, params: { field_id }, language }) => {
    const { version, labels, options, required_on, ...flags } = body;
    const given = Object.fromEntries(Object.entries(flags).filter(([, flag]) => flag !== undefined));
    const field = await app.database.write(auth.tenant_id, async (tx) => {
      const before = await getField(tx, field_id, { lock: true });
      const settings = {
        ...given,
        ...(labels ? { labels: labelsOf(labels) } : {}),
        ...(options ? { options: options.map(readOption) } : {}),
        ...(required_on ? { required_on: [...new Set(required_on)] } : {}),
      };
      requireSound({ ...before, ...settings }, language);
      await changeField(tx, { field_id, version }, settings);
      const after = await getField(tx, field_id);
      const subject = { kind: "field", id: field_id } as const;
      const told = changes(auditedOf(before), auditedOf(after));
      await recordAudit(tx, app.runtime, by, { action: "member_field.updated", subject, ...told });
      return after;
    });
    return { body: showField(language)(field) };
  },
});

const auditedOf = ({ field_id: _id, position: _position, version: _version, archived_at: _at, ...field }: Field) => ({
  ...field,
  labels: field.labels["zh-CN"],
  options: field.options.map(({ code, archived }) => (archived ? `${code} (archived)` : code)),
});

const endings = (["archive", "restore"] as const).map((work) =>
  route({
    method: "POST",
    path: `/v1/member_fields/:field_id/${work}`,
    summary:
      work === "archive"
        ? "Take a field off every form; what people have in it is kept"
        : "Bring an archived field back, behind the others",
    tag: "members",
    access: KEEPERS,
    audit: [`member_field.${work}d`],
    params: zFieldPath,
    response: { 200: zField },
    errors: work === "archive" ? ["not_found"] : ["not_found", "too_many_fields"],
    handler: async ({ app, auth, by, params: { field_id }, language }) => {
      const field = await app.database.write(auth.tenant_id, async (tx) => {
        await (work === "archive" ? archiveField(tx, app, field_id) : restoreField(tx, field_id));
        const after = await getField(tx, field_id);
        const subject = { kind: "field", id: field_id } as const;
        const action = work === "archive" ? "member_field.archived" : "member_field.restored";
        await recordAudit(tx, app.runtime, by, { action, subject, after: { key: after.key } });
        if (await countsFor(tx, after))
          await startJob(tx, app, { kind: COMPLETENESS_JOB, input: null, by, scope: auth.scope });
        return after;
      });
      return { body: showField(language)(field) };
    },
  }),
);

const order = route({
  method: "PUT",
  path: "/v1/member_fields/order",
  summary: "The order of the fields on every form: all of those that are not archived",
  tag: "members",
  access: KEEPERS,
  audit: ["member_field.ordered"],
  body: zFieldOrder,
  response: { 200: zPageOf(zField) },
  errors: ["not_found", "field_order_stale"],
  handler: async ({ app, auth, body, by, language }) => {
    const fields = await app.database.write(auth.tenant_id, async (tx) => {
      const before = await keysOf(tx);
      await reorderFields(tx, body.field_ids);
      const subject = { kind: "tenant", id: auth.tenant_id } as const;
      const told = changes({ order: before }, { order: await keysOf(tx) });
      await recordAudit(tx, app.runtime, by, { action: "member_field.ordered", subject, ...told });
      return listFields(tx);
    });
    return { body: { data: fields.map(showField(language)), next_cursor: null } };
  },
});

const keysOf = async (db: Db | Tx) => (await listFields(db)).map(({ key }) => key);

export const fieldRoutes: Route[] = [list, order, creation, find, change, ...endings];
