import type { Caller } from "../audit/by.ts";
import { sql_builder } from "../db/builder.ts";
import type { Db, Tx } from "../db/pool.ts";
import { AppError, type Language } from "../kernel/errors.ts";
import type { Reach } from "../kernel/reach.ts";
import type { SensitiveKind } from "../kernel/sensitive.ts";

export const EXPORT_FORMATS = ["csv", "xlsx"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
export const EXPORT_STATES = ["waiting", "running", "done", "failed", "canceled", "refused"] as const;
export type ExportState = (typeof EXPORT_STATES)[number];

export interface Export {
  export_id: string;
  kind: string;
  format: ExportFormat;
  columns: string[];
  clear_columns: string[];
  filter: Record<string, unknown>;
  reason: string;
  language: Language;
  state: ExportState;
  rows_expected: number;
  rows_written: number | null;
  masks: SensitiveKind[];
  reach: Reach;
  requested_by_kind: "staff" | "api_key";
  requested_by: string;
  caller: Caller;
  approval_id: string | null;
  job_id: string | null;
  file_id: string | null;
  requested_at: Date;
  ended_at: Date | null;
}

const COLUMNS = [
  "export_id",
  "kind",
  "format",
  "columns",
  "clear_columns",
  "filter",
  "reason",
  "language",
  "state",
  "rows_expected",
  "rows_written",
  "masks",
  "reach",
  "requested_by_kind",
  "requested_by",
  "caller",
  "approval_id",
  "job_id",
  "file_id",
  "requested_at",
  "ended_at",
] as const;

// Checks of the table and the one writer of its JSON.
const asExport = (row: object) => row as Export;

export async function insertExport(tx: Tx, row: Export): Promise<void> {
  const { filter, reach, caller, ...plain } = row;
  const json = { filter: JSON.stringify(filter), reach: JSON.stringify(reach), caller: JSON.stringify(caller) };
  await tx.run(sql_builder.insertInto("platform.export").values({ tenant_id: tx.tenant_id, ...plain, ...json }));
}

export async function changeExport(
  tx: Tx,
  export_id: string,
  change: Partial<Pick<Export, "state" | "rows_written" | "approval_id" | "job_id" | "file_id" | "ended_at">>,
): Promise<void> {
  await tx.run(
    sql_builder
      .updateTable("platform.export")
      .set(change)
      .where("tenant_id", "=", tx.tenant_id)
      .where("export_id", "=", export_id),
  );
}

const rows = (db: Db) =>
  sql_builder.selectFrom("platform.export").select(COLUMNS).where("tenant_id", "=", db.tenant_id);

/** Whose: one's own, or everybody's. */
export type ExportsOf = { actor_id: string } | "all";

/** @throws not_found, also for somebody else's */
export async function getExport(db: Db, export_id: string, of: ExportsOf = "all"): Promise<Export> {
  const row = await db.first(rows(db).where("export_id", "=", export_id));
  if (!row || (of !== "all" && row.requested_by !== of.actor_id)) throw new AppError("not_found");
  return asExport(row);
}

export interface ExportFilter {
  of: ExportsOf;
  kind?: string | undefined;
  state?: ExportState | undefined;
  limit: number;
  before?: { requested_at: Date; export_id: string } | undefined;
}

/** Newest first. */
export async function listExports(db: Db, { of, kind, state, limit, before }: ExportFilter): Promise<Export[]> {
  let query = rows(db);
  if (of !== "all") query = query.where("requested_by", "=", of.actor_id);
  if (kind !== undefined) query = query.where("kind", "=", kind);
  if (state !== undefined) query = query.where("state", "=", state);
  if (before)
    query = query.where((e) =>
      e(e.refTuple("requested_at", "export_id"), "<", e.tuple(before.requested_at, before.export_id)),
    );
  const found = await db.all(query.orderBy("requested_at", "desc").orderBy("export_id", "desc").limit(limit));
  return found.map(asExport);
}
