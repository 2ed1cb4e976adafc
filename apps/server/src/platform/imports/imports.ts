import type { App } from "../app.ts";
import type { By } from "../audit/by.ts";
import { recordAudit } from "../audit/record-audit.ts";
import { sql_builder } from "../db/builder.ts";
import type { Db, Tx } from "../db/pool.ts";
import type { StoredFile } from "../files/file-store.ts";
import type { JobScope, JobView } from "../jobs/jobs.ts";
import { AppError } from "../kernel/errors.ts";
import { findImportKind, type ImportKind, wholeKind } from "./import-kinds.ts";
import { guessMapping, type Mapping, missingFields, PLAIN_READING, type Reading } from "./mapping.ts";
import { findMapping, rememberMapping } from "./remembered-mappings.ts";
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
  reading: Reading;
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
  "reading",
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

export interface NewImport {
  kind: ImportKind;
  file: StoredFile;
  table: { layout: Layout; columns: string[] };
  creator_id: string;
  scope: JobScope;
}

/** Begins an import: columns as they were understood the last time, or as their names tell. */
export async function createImport(
  tx: Tx,
  { runtime }: Pick<App, "runtime">,
  by: By,
  { kind, file, table, creator_id, scope }: NewImport,
): Promise<Import> {
  const remembered = await findMapping(tx, kind.kind, table.columns);
  const made: Import = {
    import_id: runtime.ids.next(),
    kind: kind.kind,
    file_id: file.file_id,
    name: file.name,
    ...table,
    mapping: remembered?.mapping ?? guessMapping(await wholeKind(tx, kind), table.columns),
    reading: remembered?.reading ?? PLAIN_READING,
    state: "mapped",
    creator_id,
    scope,
    created_at: runtime.clock.now(),
  };
  const { layout, columns, mapping, reading, ...plain } = made;
  const json = {
    layout: JSON.stringify(layout),
    columns: JSON.stringify(columns),
    mapping: JSON.stringify(mapping),
    reading: JSON.stringify(reading),
    scope: JSON.stringify(scope),
  };
  await tx.run(sql_builder.insertInto("platform.import").values({ tenant_id: tx.tenant_id, ...plain, ...json }));
  await audit(tx, runtime, by, made, "created");
  return made;
}

export const audit = (tx: Tx, runtime: App["runtime"], by: By, { import_id, kind, name }: Import, what: string) =>
  recordAudit(tx, runtime, by, {
    action: `import.${what}`,
    subject: { kind: "import", id: import_id },
    after: { kind, name },
  });

/** Without a view for the jobs of an import, which have their owner's word already. @throws not_found, also for somebody else's */
export async function getImport(
  db: Db,
  import_id: string,
  { of = "all", lock = false }: { of?: JobView; lock?: boolean } = {},
): Promise<Import> {
  const query = imports.where("tenant_id", "=", db.tenant_id).where("import_id", "=", import_id);
  const row = await db.first(lock ? query.forUpdate() : query);
  if (!row || (of !== "all" && row.creator_id !== of.actor_id)) throw new AppError("not_found");
  return row as Import;
}

export interface ImportFilter {
  of: JobView;
  kind?: string | undefined;
  limit: number;
  before?: { created_at: Date; import_id: string } | undefined;
}

/** Newest first. */
export async function listImports(db: Db, { of, kind, limit, before }: ImportFilter): Promise<Import[]> {
  let query = imports.where("tenant_id", "=", db.tenant_id);
  if (of !== "all") query = query.where("creator_id", "=", of.actor_id);
  if (kind !== undefined) query = query.where("kind", "=", kind);
  if (before)
    query = query.where((e) =>
      e(e.refTuple("created_at", "import_id"), "<", e.tuple(before.created_at, before.import_id)),
    );
  const rows = await db.all(query.orderBy("created_at", "desc").orderBy("import_id", "desc").limit(limit));
  return rows as Import[];
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
  { mapping, reading }: Pick<Import, "mapping" | "reading">,
) {
  requireState(found, ["mapped", "checked", "done"]);
  requireWhole({ kind: found.kind, mapping, reading });
  await tx.run(
    sql_builder
      .updateTable("platform.import")
      .set({
        mapping: JSON.stringify(mapping),
        reading: JSON.stringify(reading),
        state: found.state === "done" ? "done" : "mapped",
      })
      .where("tenant_id", "=", tx.tenant_id)
      .where("import_id", "=", found.import_id),
  );
  const { kind, columns } = found;
  await rememberMapping(tx, { kind, columns, mapping, reading, at: runtime.clock.now() });
  await audit(tx, runtime, by, found, "mapped");
}

/** @throws mapping_incomplete */
export function requireWhole({ kind, mapping, reading }: Pick<Import, "kind" | "mapping" | "reading">): void {
  const missing = missingFields(requireKind(kind), mapping, reading);
  if (missing.length > 0) throw new AppError("mapping_incomplete", { fields: missing.join(", ") });
}
