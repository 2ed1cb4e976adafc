import type { App } from "../app.ts";
import type { By } from "../audit/by.ts";
import { recordAudit } from "../audit/record-audit.ts";
import { sql_builder } from "../db/builder.ts";
import type { Db, Tx } from "../db/pool.ts";
import type { StoredFile } from "../files/file-store.ts";
import type { JobScope } from "../jobs/jobs.ts";
import { AppError } from "../kernel/errors.ts";
import { findImportKind, type ImportKind } from "./import-kinds.ts";
import { guessMapping, headerKey, type Mapping, missingFields } from "./mapping.ts";
import type { Layout } from "./table.ts";

export const IMPORT_STATES = ["mapped", "checking", "checked", "running", "done", "undoing", "undone"] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

export interface Import {
  import_id: string;
  kind: string;
  file_id: string;
  name: string;
  layout: Layout;
  columns: string[];
  mapping: Mapping;
  state: ImportState;
  creator_id: string;
  scope: JobScope;
  created_at: Date;
}

const COLUMNS = [
  "import_id",
  "kind",
  "file_id",
  "name",
  "layout",
  "columns",
  "mapping",
  "state",
  "creator_id",
  "scope",
  "created_at",
] as const;
const imports = sql_builder.selectFrom("platform.import").select(COLUMNS);

/** @throws import_kind_unknown */
export function requireKind(kind: string): ImportKind {
  const found = findImportKind(kind);
  if (!found) throw new AppError("import_kind_unknown", {}, [{ pointer: "/kind", code: "import_kind_unknown" }]);
  return found;
}

/** Begins an import: columns as they were understood the last time, or as their names tell. */
export async function createImport(
  tx: Tx,
  { runtime }: Pick<App, "runtime">,
  by: By,
  input: {
    kind: ImportKind;
    file: StoredFile;
    table: { layout: Layout; columns: string[] };
    creator_id: string;
    scope: JobScope;
  },
): Promise<Import> {
  const { kind, file, table, creator_id, scope } = input;
  const remembered = await tx.first(
    sql_builder
      .selectFrom("platform.import_mapping")
      .select("mapping")
      .where("tenant_id", "=", tx.tenant_id)
      .where("kind", "=", kind.kind)
      .where("header_key", "=", headerKey(table.columns)),
  );
  const made: Import = {
    import_id: runtime.ids.next(),
    kind: kind.kind,
    file_id: file.file_id,
    name: file.name,
    ...table,
    mapping: (remembered?.mapping as Mapping | undefined) ?? guessMapping(kind, table.columns),
    state: "mapped",
    creator_id,
    scope,
    created_at: runtime.clock.now(),
  };
  const json = (["layout", "columns", "mapping", "scope"] as const).map((name) => [name, JSON.stringify(made[name])]);
  const row = {
    tenant_id: tx.tenant_id,
    ...made,
    ...(Object.fromEntries(json) as Record<"layout" | "columns" | "mapping" | "scope", string>),
  };
  await tx.run(sql_builder.insertInto("platform.import").values(row));
  await audit(tx, runtime, by, made, "created");
  return made;
}

export const audit = (tx: Tx, runtime: App["runtime"], by: By, { import_id, kind, name }: Import, what: string) =>
  recordAudit(tx, runtime, by, {
    action: `import.${what}`,
    subject: { kind: "import", id: import_id },
    after: { kind, name },
  });

/** @throws not_found, also for somebody else's */
export async function getImport(
  db: Db,
  import_id: string,
  creator_id: string,
  options: { lock?: boolean } = {},
): Promise<Import> {
  const query = imports
    .where("tenant_id", "=", db.tenant_id)
    .where("import_id", "=", import_id)
    .where("creator_id", "=", creator_id);
  const row = await db.first(options.lock ? query.forUpdate() : query);
  if (!row) throw new AppError("not_found");
  return row as Import;
}

export async function listImports(
  db: Db,
  creator_id: string,
  limit: number,
  before?: { created_at: Date; import_id: string },
): Promise<Import[]> {
  let query = imports.where("tenant_id", "=", db.tenant_id).where("creator_id", "=", creator_id);
  if (before)
    query = query.where((e) =>
      e(e.refTuple("created_at", "import_id"), "<", e.tuple(before.created_at, before.import_id)),
    );
  const rows = await db.all(query.orderBy("created_at", "desc").orderBy("import_id", "desc").limit(limit));
  return rows as Import[];
}

/** For the job of an import, which has its owner's word already. */
export async function loadImport(db: Db, import_id: string): Promise<Import> {
  const row = await db.first(imports.where("tenant_id", "=", db.tenant_id).where("import_id", "=", import_id));
  if (!row) throw new AppError("not_found");
  return row as Import;
}

export async function setImportState(tx: Tx, import_id: string, state: ImportState): Promise<void> {
  await tx.run(
    sql_builder
      .updateTable("platform.import")
      .set({ state })
      .where("tenant_id", "=", tx.tenant_id)
      .where("import_id", "=", import_id),
  );
}

/** @throws import_busy */
export function requireState(found: Import, states: readonly ImportState[]): void {
  if (!states.includes(found.state)) throw new AppError("import_busy", { state: found.state });
}

/** What the columns mean, remembered for files with the same header. The caller holds the lock. @throws mapping_incomplete */
export async function changeMapping(
  tx: Tx,
  { runtime }: Pick<App, "runtime">,
  by: By,
  found: Import,
  mapping: Mapping,
) {
  requireState(found, ["mapped", "checked", "done"]);
  const kind = requireKind(found.kind);
  const missing = missingFields(kind, mapping);
  if (missing.length > 0) throw new AppError("mapping_incomplete", { fields: missing.join(", ") });
  const state: ImportState = found.state === "done" ? "done" : "mapped";
  const text = JSON.stringify(mapping);
  await tx.run(
    sql_builder
      .updateTable("platform.import")
      .set({ mapping: text, state })
      .where("tenant_id", "=", tx.tenant_id)
      .where("import_id", "=", found.import_id),
  );
  const updated_at = runtime.clock.now();
  const header_key = headerKey(found.columns);
  await tx.run(
    sql_builder
      .insertInto("platform.import_mapping")
      .values({ tenant_id: tx.tenant_id, kind: found.kind, header_key, mapping: text, updated_at })
      .onConflict((oc) => oc.columns(["tenant_id", "kind", "header_key"]).doUpdateSet({ mapping: text, updated_at })),
  );
  await audit(tx, runtime, by, found, "mapped");
}
