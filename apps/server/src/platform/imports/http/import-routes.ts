import { z } from "zod";
import { getFile } from "../../files/file-store.ts";
import { pageOf, readCursor } from "../../http/pages.ts";
import { type Route, route } from "../../http/route.ts";
import { zPageOf } from "../../http/schema.ts";
import { callerId, viewOf } from "../../jobs/http/viewer.ts";
import { AppError } from "../../kernel/errors.ts";
import { createImport, listImports, requireKind } from "../imports.ts";
import { openTable } from "../table.ts";
import { ACCESS, ownOf, requireMay } from "./access.ts";
import { LOOKS } from "./looks.ts";
import { zImport, zImportHead, zImportQuery, zNewImport, zPath } from "./schema.ts";
import { showHeads, showImport } from "./show.ts";

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
  errors: ["not_found", "import_kind_unknown", "permission_missing", "file_unreadable", "file_too_dense", "busy"],
  handler: async ({ app, auth, by, body, language }) => {
    const { tenant_id } = auth;
    const creator_id = callerId(auth);
    const kind = requireKind(body.kind);
    requireMay(auth, kind);
    const file = await app.database.read(tenant_id, (db) => getFile(db, app, body.file_id));
    if (file.owner_id !== creator_id || file.kind !== "upload") throw new AppError("not_found");
    const table = await LOOKS.run(() => openTable(app, { ...file, tenant_id }));
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

export const importRoutes: Route[] = [list, creation, find];
