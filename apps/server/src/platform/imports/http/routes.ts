import { z } from "zod";
import { getFile } from "../../files/file-store.ts";
import type { Auth } from "../../http/auth.ts";
import { pageOf, readCursor } from "../../http/pages.ts";
import { type Route, route } from "../../http/route.ts";
import { wireIdOut, zPageOf } from "../../http/schema.ts";
import { callerId, viewOf } from "../../jobs/http/viewer.ts";
import { AppError } from "../../kernel/errors.ts";
import { toWireId } from "../../kernel/ids.ts";
import "../errors.ts";
import { startImportJob } from "../import-jobs.ts";
import { type ImportKind, listImportKinds, wholeKind } from "../import-kinds.ts";
import {
  changeMapping,
  createImport,
  getImport,
  type Import,
  type ImportState,
  listImports,
  requireKind,
  requireState,
  requireWhole,
} from "../imports.ts";
import { listMappings } from "../remembered-mappings.ts";
import { openTable, readTable } from "../table.ts";
import { previewUndo } from "../undo-rows.ts";
import {
  zImport,
  zImportHead,
  zImportQuery,
  zKind,
  zMapping,
  zMappingQuery,
  zNewImport,
  zPath,
  zRemembered,
  zRows,
  zUndoPreview,
} from "./schema.ts";
import { showHeads, showImport, showKind, showReading } from "./show.ts";
import "../names.ts";

const ACCESS = { actors: ["staff", "api_key"], permission: "imports:write" } as const;
const SAMPLE_ROWS = 5;
const CELL_LENGTH = 200;
const MOST_MAPPINGS = 50;

const ownKinds = (auth: Auth) => listImportKinds().filter(({ permission }) => auth.permissions.has(permission));
const ownOf = (auth: Auth) => ({ actor_id: callerId(auth) });

/** @throws permission_missing */
function requireMay(auth: Auth, { permission }: ImportKind): void {
  if (!auth.permissions.has(permission)) throw new AppError("permission_missing", { permission });
}

const kindList = route({
  method: "GET",
  path: "/v1/import_kinds",
  summary: "What can be imported, with the fields each takes",
  tag: "imports",
  access: ACCESS,
  response: { 200: zPageOf(zKind) },
  handler: async ({ app, auth, language }) => {
    const kinds = await app.database.read(auth.tenant_id, (db) =>
      Promise.all(ownKinds(auth).map((kind) => wholeKind(db, kind))),
    );
    return { body: { data: kinds.map(showKind(language)), next_cursor: null } };
  },
});

const mappingList = route({
  method: "GET",
  path: "/v1/import_mappings",
  summary: "How files were understood before, newest first: a header that comes again is mapped the same way",
  tag: "imports",
  access: ACCESS,
  query: zMappingQuery,
  response: { 200: zPageOf(zRemembered) },
  handler: async ({ app, auth, query }) => {
    const kinds = ownKinds(auth).flatMap(({ kind }) => (query.kind === undefined || query.kind === kind ? kind : []));
    const found = await app.database.read(auth.tenant_id, (db) => listMappings(db, kinds, MOST_MAPPINGS));
    const data = found.map(({ reading, updated_at, ...one }) => ({
      ...one,
      ...showReading(reading),
      updated_at: updated_at.toISOString(),
    }));
    return { body: { data, next_cursor: null } };
  },
});

const zPosition = z.tuple([z.iso.datetime(), z.uuid()]);

const list = route({
  method: "GET",
  path: "/v1/imports",
  summary: "Imports, newest first: one's own, and everybody's for who may see the whole group's",
  tag: "imports",
  access: ACCESS,
  query: zImportQuery,
  response: { 200: zPageOf(zImportHead) },
  errors: ["cursor_invalid"],
  handler: async ({ app, auth, query, language }) => {
    const { kind, mine = false, limit } = query;
    const position = readCursor(query.cursor, zPosition);
    const before = position && { created_at: new Date(position[0]), import_id: position[1] };
    const of = mine ? ownOf(auth) : viewOf(auth);
    return app.database.read(auth.tenant_id, async (db) => {
      const rows = await listImports(db, { of, kind, limit: limit + 1, ...(before ? { before } : {}) });
      const show = await showHeads(db, { app, auth, language }, rows);
      return { body: pageOf(rows, limit, (row) => [row.created_at.toISOString(), row.import_id], show) };
    });
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
  body: zNewImport,
  response: { 201: zImport },
  errors: ["not_found", "import_kind_unknown", "permission_missing", "file_unreadable", "file_too_dense"],
  handler: async ({ app, auth, by, body, language }) => {
    const { tenant_id } = auth;
    const creator_id = callerId(auth);
    const kind = requireKind(body.kind);
    requireMay(auth, kind);
    const file = await app.database.read(tenant_id, (db) => getFile(db, app, body.file_id));
    if (file.owner_id !== creator_id || file.kind !== "upload") throw new AppError("not_found");
    const table = await openTable(app, { ...file, tenant_id });
    const { import_id } = await app.database.write(tenant_id, (tx) =>
      createImport(tx, app, by, { kind, file, table, creator_id, scope: auth.scope }),
    );
    return { body: await showImport({ app, auth, language }, import_id) };
  },
});

const find = route({
  method: "GET",
  path: "/v1/imports/:import_id",
  summary: "An import: its columns, its jobs and what they found wrong",
  tag: "imports",
  access: ACCESS,
  params: zPath,
  response: { 200: zImport },
  errors: ["not_found"],
  handler: async ({ app, auth, params, language }) => ({
    body: await showImport({ app, auth, language }, params.import_id),
  }),
});

const rows = route({
  method: "GET",
  path: "/v1/imports/:import_id/rows",
  summary: "The first rows of the file, while it is kept, for whoever brought it",
  tag: "imports",
  access: ACCESS,
  params: zPath,
  response: { 200: zRows },
  errors: ["not_found"],
  handler: async ({ app, auth, params }) => {
    const { found, file } = await app.database.read(auth.tenant_id, async (db) => {
      const one = await getImport(db, params.import_id, { of: ownOf(auth) });
      return { found: one, file: await getFile(db, app, one.file_id) };
    });
    const data: string[][] = [];
    for await (const { cells } of readTable(app, { ...file, tenant_id: auth.tenant_id }, found.layout)) {
      data.push(cells.map((cell) => cell.slice(0, CELL_LENGTH).toWellFormed()));
      if (data.length === SAMPLE_ROWS) break;
    }
    return { body: { data } };
  },
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
      const found = await getImport(tx, params.import_id, { of: ownOf(auth), lock: true });
      const { fields: known } = await wholeKind(tx, requireKind(found.kind));
      const fields = new Set(known.map(({ name }) => name));
      const wrong = body.columns.flatMap(({ field, column }, index) => [
        ...(fields.has(field) ? [] : [{ pointer: `/columns/${index}/field`, code: "invalid" }]),
        ...(column < found.columns.length ? [] : [{ pointer: `/columns/${index}/column`, code: "invalid" }]),
      ]);
      const stray = (body.defaults ?? []).flatMap(({ field }, index) =>
        fields.has(field) ? [] : [{ pointer: `/defaults/${index}/field`, code: "invalid" }],
      );
      if (wrong.length + stray.length > 0) throw new AppError("invalid_request", {}, [...wrong, ...stray]);
      await changeMapping(tx, app, by, found, readingOf(body));
    });
    return { body: await showImport({ app, auth, language }, params.import_id) };
  },
});

/** What a mapping says of the columns, and of cells. */
function readingOf({ columns, defaults = [] }: z.output<typeof zMapping>): Pick<Import, "mapping" | "reading"> {
  return {
    mapping: Object.fromEntries(columns.map(({ field, column }) => [field, column])),
    reading: {
      missing: Object.fromEntries(columns.flatMap(({ field, missing }) => (missing ? [[field, missing]] : []))),
      defaults: Object.fromEntries(defaults.map(({ field, value }) => [field, value])),
    },
  };
}

const undoPreview = route({
  method: "GET",
  path: "/v1/imports/:import_id/undo_preview",
  summary: "What an undo would take back now, and what it would leave because it was used since",
  tag: "imports",
  access: ACCESS,
  params: zPath,
  response: { 200: zUndoPreview },
  errors: ["not_found"],
  handler: ({ app, auth, params }) =>
    app.database.read(auth.tenant_id, async (db) => ({
      body: await previewUndo(db, await getImport(db, params.import_id, { of: viewOf(auth, "jobs:write") })),
    })),
});

const started = { 202: z.object({ job_id: wireIdOut("job") }) };

const READING = {
  check: {
    path: "/v1/imports/:import_id/check",
    summary: "Check every row as a job; nothing is written",
    audit: ["import.checked"],
  },
  run: {
    path: "/v1/imports/:import_id/start",
    summary: "Import every row as a job; rows that fail are left out and told",
    audit: ["import.started"],
  },
} as const;

const readings = (["check", "run"] as const).map((work) =>
  route({
    method: "POST",
    ...READING[work],
    tag: "imports",
    access: ACCESS,
    params: zPath,
    response: started,
    errors: ["not_found", "mapping_incomplete", "import_busy", "permission_missing"],
    handler: ({ app, auth, by, params }) =>
      app.database.write(auth.tenant_id, async (tx) => {
        const found = await getImport(tx, params.import_id, { of: ownOf(auth), lock: true });
        requireStart(auth, found, ["mapped", "checked"]);
        requireWhole(found);
        const job_id = await startImportJob(tx, app, by, found, { work, scope: auth.scope });
        return { body: { job_id: toWireId("job", job_id) } };
      }),
  }),
);

const undo = route({
  method: "POST",
  path: "/v1/imports/:import_id/undo",
  summary: "Take back what the import made, as a job; what was used since stays and is told",
  description: "For whoever brought it, and for who steers the whole group's jobs.",
  tag: "imports",
  access: ACCESS,
  audit: ["import.undone"],
  params: zPath,
  response: started,
  errors: ["not_found", "import_busy", "import_cannot_be_undone", "permission_missing"],
  handler: ({ app, auth, by, params }) =>
    app.database.write(auth.tenant_id, async (tx) => {
      const found = await getImport(tx, params.import_id, { of: viewOf(auth, "jobs:write"), lock: true });
      requireStart(auth, found, ["done"]);
      if (!requireKind(found.kind).undo) throw new AppError("import_cannot_be_undone");
      const job_id = await startImportJob(tx, app, by, found, { work: "undo", scope: auth.scope });
      return { body: { job_id: toWireId("job", job_id) } };
    }),
});

/** @throws import_busy · permission_missing */
function requireStart(auth: Auth, found: Import, states: readonly ImportState[]): void {
  requireState(found, states);
  requireMay(auth, requireKind(found.kind));
}

export const routes: Route[] = [
  kindList,
  mappingList,
  list,
  creation,
  find,
  rows,
  mapping,
  undoPreview,
  ...readings,
  undo,
];
