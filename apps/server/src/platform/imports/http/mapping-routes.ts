import type { z } from "zod";
import { getFile } from "../../files/file-store.ts";
import { type Route, route } from "../../http/route.ts";
import { AppError } from "../../kernel/errors.ts";
import { type ImportKind, wholeKind } from "../import-kinds.ts";
import { changeMapping, getImport, type Import, requireKind } from "../imports.ts";
import { readSample } from "../read-sample.ts";
import { readTable } from "../table.ts";
import { ACCESS, ownOf } from "./access.ts";
import { LOOKS } from "./looks.ts";
import { zImport, zMapping, zPath, zRows } from "./schema.ts";
import { showImport } from "./show.ts";

type MappingIn = z.output<typeof zMapping>;

const rows = route({
  method: "GET",
  path: "/v1/imports/:import_id/rows",
  summary: "The first rows of the file and its most frequent cells, while it is kept, for whoever brought it",
  tag: "imports",
  access: ACCESS,
  params: zPath,
  response: { 200: zRows },
  errors: ["not_found", "busy"],
  handler: async ({ app, auth, params }) => {
    const { found, file } = await app.database.read(auth.tenant_id, async (db) => {
      const one = await getImport(db, params.import_id, { of: ownOf(auth) });
      return { found: one, file: await getFile(db, app, one.file_id) };
    });
    const { rows: data, common } = await LOOKS.run(() => {
      const table = readTable(app, { ...file, tenant_id: auth.tenant_id }, found.layout);
      return readSample(table, found.columns.length);
    });
    return { body: { data, common } };
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
      requireKnown(body, await wholeKind(tx, requireKind(found.kind)), found.columns.length);
      await changeMapping(tx, app, by, found, readingOf(body));
    });
    return { body: await showImport({ app, auth, language }, params.import_id) };
  },
});

/** @throws invalid_request with a pointer at each field and column that is not there, and each cell that is said twice */
function requireKnown({ columns, defaults = [] }: MappingIn, kind: ImportKind, column_count: number): void {
  const fields = new Set(kind.fields.map(({ name }) => name));
  const invalid = (pointer: string) => ({ pointer, code: "invalid" });
  const wrong = columns.flatMap(({ field, column, missing = [], translate = [] }, index) => {
    const named = [...missing, ...translate.map(({ from }) => from)];
    const twice = translate.flatMap(({ from }, at) =>
      named.indexOf(from) === missing.length + at ? [] : [invalid(`/columns/${index}/translate/${at}/from`)],
    );
    return [
      ...(fields.has(field) ? [] : [invalid(`/columns/${index}/field`)]),
      ...(column < column_count ? [] : [invalid(`/columns/${index}/column`)]),
      ...twice,
    ];
  });
  const stray = defaults.flatMap(({ field }, index) =>
    fields.has(field) ? [] : [invalid(`/defaults/${index}/field`)],
  );
  if (wrong.length + stray.length > 0) throw new AppError("invalid_request", {}, [...wrong, ...stray]);
}

/** What a mapping says of the columns, and of cells. */
function readingOf({ columns, defaults = [] }: MappingIn): Pick<Import, "mapping" | "reading"> {
  return {
    mapping: Object.fromEntries(columns.map(({ field, column }) => [field, column])),
    reading: {
      missing: Object.fromEntries(columns.flatMap(({ field, missing }) => (missing ? [[field, missing]] : []))),
      defaults: Object.fromEntries(defaults.map(({ field, value }) => [field, value])),
      translations: Object.fromEntries(columns.flatMap((one) => (one.translate ? [[one.field, one.translate]] : []))),
    },
  };
}

export const mappingRoutes: Route[] = [rows, mapping];
