import { z } from "zod";
import type { App } from "../../app.ts";
import { getFile } from "../../files/file-store.ts";
import type { Auth } from "../../http/auth.ts";
import { pageOf, readCursor } from "../../http/pages.ts";
import { type Route, route } from "../../http/route.ts";
import { wireId, wireIdOut, zCount, zInstantOut, zPage, zPageOf } from "../../http/schema.ts";
import { showJob } from "../../jobs/http/show.ts";
import { zJob } from "../../jobs/http/schema.ts";
import { callerId, seenBy } from "../../jobs/http/viewer.ts";
import { countFailures, listJobsOf } from "../../jobs/jobs.ts";
import { failureText } from "../../jobs/failure-text.ts";
import { AppError, type Language } from "../../kernel/errors.ts";
import { toWireId } from "../../kernel/ids.ts";
import "../errors.ts";
import { startImportJob } from "../import-jobs.ts";
import { type ImportKind, listImportKinds } from "../import-kinds.ts";
import {
  changeMapping,
  createImport,
  getImport,
  type Import,
  IMPORT_STATES,
  type ImportState,
  listImports,
  requireKind,
  requireState,
} from "../imports.ts";
import { missingFields } from "../mapping.ts";
import { openTable, readTable } from "../table.ts";

const ACCESS = { actors: ["staff", "api_key"], permission: "imports:write" } as const;
const SAMPLE_ROWS = 5;
const MOST_COLUMNS = 200;

const zKind = z
  .object({
    kind: z.string(),
    label: z.string(),
    fields: z.array(z.object({ name: z.string(), label: z.string(), required: z.boolean(), example: z.string() })),
    can_undo: z.boolean(),
  })
  .meta({ id: "ImportKind" });

const zImportHead = z
  .object({
    import_id: wireIdOut("import"),
    kind: z.string(),
    name: z.string(),
    state: z.enum(IMPORT_STATES),
    created_at: zInstantOut,
  })
  .meta({ id: "ImportHead" });

const zImport = zImportHead
  .extend({
    format: z.enum(["csv", "xlsx"]),
    encoding: z.string().nullable(),
    columns: z.array(z.string()),
    mapping: z.record(z.string(), z.int()).meta({ description: "Field → place of its column, from 0" }),
    missing: z.array(z.string()).meta({ description: "Required fields without a column" }),
    sample: z.array(z.array(z.string())).meta({ description: "The first rows, while the file is kept" }),
    jobs: z.array(zJob).meta({ description: "Checks, runs and undoing, newest first" }),
    problems: z
      .array(z.object({ code: z.string(), field: z.string().nullable(), detail: z.string(), count: zCount }))
      .meta({ description: "What the newest job found wrong, the most frequent first" }),
  })
  .meta({ id: "Import" });

const zPath = z.strictObject({ import_id: wireId("import") });
const zMapping = z.strictObject({
  columns: z
    .array(
      z.strictObject({
        field: z.string().min(1).max(60),
        column: z
          .int()
          .min(0)
          .max(MOST_COLUMNS - 1),
      }),
    )
    .min(1)
    .max(100),
});

function showKind(language: Language) {
  return ({ kind, label, fields, undo }: ImportKind): z.output<typeof zKind> => ({
    kind,
    label: label[language],
    fields: fields.map((field) => ({
      name: field.name,
      label: field.label[language],
      required: field.required ?? false,
      example: field.example,
    })),
    can_undo: undo !== undefined,
  });
}

const showHead = ({ import_id, kind, name, state, created_at }: Import): z.output<typeof zImportHead> => ({
  import_id: toWireId("import", import_id),
  kind,
  name,
  state,
  created_at: created_at.toISOString(),
});

async function show(app: App, auth: Auth, language: Language, import_id: string): Promise<z.output<typeof zImport>> {
  const { found, jobs, counts, file } = await app.database.read(auth.tenant_id, async (db) => {
    const one = await getImport(db, import_id, callerId(auth));
    const all = await listJobsOf(db, import_id);
    const kept = await getFile(db, app, one.file_id).catch(() => undefined);
    return { found: one, jobs: all, counts: all[0] ? await countFailures(db, all[0].job_id) : [], file: kept };
  });
  const sample: string[][] = [];
  if (file) {
    for await (const { cells } of readTable(app, { ...file, tenant_id: auth.tenant_id }, found.layout)) {
      sample.push(cells.map((cell) => cell.slice(0, 200).toWellFormed()));
      if (sample.length === SAMPLE_ROWS) break;
    }
  }
  return {
    ...showHead(found),
    format: found.layout.format,
    encoding: found.layout.format === "csv" ? found.layout.encoding : null,
    columns: found.columns,
    mapping: found.mapping,
    missing: missingFields(requireKind(found.kind), found.mapping),
    sample,
    jobs: jobs.map(showJob(seenBy(app, auth, language))),
    problems: counts.map(({ code, field, count }) => ({
      code,
      field,
      count,
      detail: failureText({ code, data: {} }, language),
    })),
  };
}

const kindList = route({
  method: "GET",
  path: "/v1/import_kinds",
  summary: "What can be imported, with the fields each takes",
  tag: "imports",
  access: ACCESS,
  response: { 200: zPageOf(zKind) },
  handler: async ({ auth, language }) => {
    const kinds = listImportKinds().filter(({ permission }) => auth.permissions.has(permission));
    return { body: { data: kinds.map(showKind(language)), next_cursor: null } };
  },
});

const zPosition = z.tuple([z.iso.datetime(), z.uuid()]);

const list = route({
  method: "GET",
  path: "/v1/imports",
  summary: "The caller's imports, newest first",
  tag: "imports",
  access: ACCESS,
  query: zPage,
  response: { 200: zPageOf(zImportHead) },
  errors: ["cursor_invalid"],
  handler: async ({ app, auth, query }) => {
    const position = readCursor(query.cursor, zPosition);
    const before = position && { created_at: new Date(position[0]), import_id: position[1] };
    const rows = await app.database.read(auth.tenant_id, (db) =>
      listImports(db, callerId(auth), query.limit + 1, before),
    );
    return { body: pageOf(rows, query.limit, (row) => [row.created_at.toISOString(), row.import_id], showHead) };
  },
});

const creation = route({
  method: "POST",
  path: "/v1/imports",
  summary: "Begin an import: how the file is read, and what its columns seem to mean",
  description: "Nothing is written yet. A header that was mapped before is mapped the same way.",
  tag: "imports",
  access: ACCESS,
  audit: ["import.created"],
  body: z.strictObject({ kind: z.string().min(1).max(60), file_id: wireId("file") }),
  response: { 201: zImport },
  errors: ["not_found", "import_kind_unknown", "permission_missing", "file_unreadable", "file_too_dense"],
  handler: async ({ app, auth, by, body, language }) => {
    const { tenant_id } = auth;
    const creator_id = callerId(auth);
    const kind = requireKind(body.kind);
    if (!auth.permissions.has(kind.permission))
      throw new AppError("permission_missing", { permission: kind.permission });
    const file = await app.database.read(tenant_id, (db) => getFile(db, app, body.file_id));
    if (file.owner_id !== creator_id || file.kind !== "upload") throw new AppError("not_found");
    const table = await openTable(app, { ...file, tenant_id });
    const { import_id } = await app.database.write(tenant_id, (tx) =>
      createImport(tx, app, by, { kind, file, table, creator_id, scope: auth.scope }),
    );
    return { body: await show(app, auth, language, import_id) };
  },
});

const find = route({
  method: "GET",
  path: "/v1/imports/:import_id",
  summary: "An import: its columns, the first rows, its jobs and what they found wrong",
  tag: "imports",
  access: ACCESS,
  params: zPath,
  response: { 200: zImport },
  errors: ["not_found"],
  handler: async ({ app, auth, params, language }) => ({ body: await show(app, auth, language, params.import_id) }),
});

const mapping = route({
  method: "PUT",
  path: "/v1/imports/:import_id/mapping",
  summary: "What the columns mean; remembered for files with the same header",
  tag: "imports",
  access: ACCESS,
  audit: ["import.mapped"],
  params: zPath,
  body: zMapping,
  response: { 200: zImport },
  errors: ["not_found", "mapping_incomplete", "import_busy", "invalid_request"],
  handler: async ({ app, auth, by, params, body, language }) => {
    await app.database.write(auth.tenant_id, async (tx) => {
      const found = await getImport(tx, params.import_id, callerId(auth), { lock: true });
      const fields = new Set(requireKind(found.kind).fields.map(({ name }) => name));
      const wrong = body.columns.flatMap(({ field, column }, index) => [
        ...(fields.has(field) ? [] : [{ pointer: `/columns/${index}/field`, code: "invalid" }]),
        ...(column < found.columns.length ? [] : [{ pointer: `/columns/${index}/column`, code: "invalid" }]),
      ]);
      if (wrong.length > 0) throw new AppError("invalid_request", {}, wrong);
      const chosen = Object.fromEntries(body.columns.map(({ field, column }) => [field, column]));
      await changeMapping(tx, app, by, found, chosen);
    });
    return { body: await show(app, auth, language, params.import_id) };
  },
});

const WORKS = {
  check: {
    summary: "Check every row as a job; nothing is written",
    states: ["mapped", "checked"],
    audit: "import.checked",
  },
  run: {
    name: "start",
    summary: "Import every row as a job; rows that fail are left out and told",
    states: ["mapped", "checked"],
    audit: "import.started",
  },
  undo: {
    summary: "Take back what the import made, as a job; what was used since stays and is told",
    states: ["done"],
    audit: "import.undone",
  },
} as const satisfies Record<
  string,
  { name?: string; summary: string; states: ImportState[]; audit: `${string}.${string}` }
>;

const works = (["check", "run", "undo"] as const).map((work) =>
  route({
    method: "POST",
    path: `/v1/imports/:import_id/${work === "run" ? "start" : work}`,
    summary: WORKS[work].summary,
    tag: "imports",
    access: ACCESS,
    audit: [WORKS[work].audit],
    params: zPath,
    response: { 202: z.object({ job_id: wireIdOut("job") }) },
    errors: ["not_found", "mapping_incomplete", "import_busy", "permission_missing"],
    handler: ({ app, auth, by, params }) =>
      app.database.write(auth.tenant_id, async (tx) => {
        const found = await getImport(tx, params.import_id, callerId(auth), { lock: true });
        requireState(found, WORKS[work].states);
        const kind = requireKind(found.kind);
        if (!auth.permissions.has(kind.permission))
          throw new AppError("permission_missing", { permission: kind.permission });
        const missing = missingFields(kind, found.mapping);
        if (missing.length > 0) throw new AppError("mapping_incomplete", { fields: missing.join(", ") });
        const job_id = await startImportJob(tx, app, by, found, { work });
        return { body: { job_id: toWireId("job", job_id) } };
      }),
  }),
);

export const routes: Route[] = [kindList, list, creation, find, mapping, ...works];
