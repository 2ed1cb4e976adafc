// Rows of a file, 500 a step, each with an outcome of its own: tried by a check, kept by a run.
import { sql_builder } from "../db/builder.ts";
import type { Tx } from "../db/pool.ts";
import { gatherStatistics } from "../db/statistics.ts";
import { getFile } from "../files/file-store.ts";
import { listFailures } from "../jobs/jobs.ts";
import type { JobContext } from "../jobs/run-job.ts";
import { toWireId } from "../kernel/ids.ts";
import type { ImportKind, ImportRow, RowResult } from "./import-kinds.ts";
import { getImport, type Import, requireKind } from "./imports.ts";
import { readRow } from "./mapping.ts";
import { contextNow } from "./context-now.ts";
import { readTable, type TableRow } from "./table.ts";

export const ROWS_A_STEP = 500;
const FAILURES_A_PAGE = 5_000;
/** Rows after which the tables are other tables for the planner than those the statements were planned for. */
const TELLING_ROWS = [2_000, 20_000, 200_000];

export interface RowInput {
  import_id: string;
  /** A job whose failures are tried again; without it every row. */
  retry_of?: string;
}
export interface RowPosition {
  row_no: number;
  unchanged: number;
}
export type RowContext = JobContext<RowInput, RowPosition>;
type Numbered<T> = T & { row_no: number };

interface Work {
  context: RowContext;
  found: Import;
  kind: ImportKind;
  keep: boolean;
}

export async function readAll(context: RowContext, { keep }: { keep: boolean }): Promise<unknown> {
  const { app, job, input } = context;
  const { tenant_id } = job;
  const { found, file } = await app.database.read(tenant_id, async (db) => {
    const one = await getImport(db, input.import_id);
    return { found: one, file: await getFile(db, app, one.file_id) };
  });
  const work: Work = { context, found, kind: requireKind(found.kind), keep };
  const rows = (after: number) => readTable(app, { ...file, tenant_id }, found.layout, after);
  const only = input.retry_of === undefined ? undefined : await failedRows(context, input.retry_of);
  if (context.cursor === null) {
    const total = only?.size ?? (await countRows(rows(0)));
    await context.step(async () => ({ total }));
  }
  let at: RowPosition = context.cursor ?? { row_no: 0, unchanged: 0 };
  let batch: Numbered<TableRow>[] = [];
  for await (const row of rows(at.row_no)) {
    if (only && !only.has(row.row_no)) continue;
    batch.push(row);
    if (batch.length < ROWS_A_STEP) continue;
    const next = await doBatch(work, batch, at);
    if (TELLING_ROWS.some((rows_done) => at.row_no < rows_done && rows_done <= next.row_no)) await tellPlanner(work);
    at = next;
    batch = [];
  }
  if (batch.length > 0) at = await doBatch(work, batch, at);
  if (at.row_no > Math.min(...TELLING_ROWS)) await tellPlanner(work);
  return { import_id: toWireId("import", input.import_id), unchanged: at.unchanged };
}

/** A check leaves nothing behind that could be counted. */
async function tellPlanner({ context: { app }, kind, keep }: Work): Promise<void> {
  if (keep && kind.fills) await gatherStatistics(app, [...kind.fills, "platform.import_effect"]);
}

async function doBatch(
  { context, found, kind, keep }: Work,
  batch: readonly Numbered<TableRow>[],
  before: RowPosition,
): Promise<RowPosition> {
  const read = batch.map((row) => readOne(found, row));
  const rows = read.flatMap((one) => ("row" in one ? [one.row] : []));
  let at = before;
  await context.step(async (tx) => {
    const own = await contextNow(tx, context, kind);
    const results = (await tried(tx, keep, () => kind.apply(tx, own, rows))).values();
    const outcomes = read.map((one, index) => {
      // `apply` answers one result for each row it was given.
      const result = "status" in one ? one : (results.next().value as RowResult);
      return { ...result, row_no: batch[index]?.row_no ?? 0 };
    });
    const failures = outcomes.flatMap((one) => (one.status === "failed" ? [failureOf(one)] : []));
    await context.fail(tx, failures);
    if (keep) await keepEffects(tx, found.import_id, outcomes);
    const unchanged = outcomes.filter((one) => one.status === "unchanged").length;
    at = { row_no: batch.at(-1)?.row_no ?? before.row_no, unchanged: before.unchanged + unchanged };
    return { done: batch.length, ok: batch.length - failures.length, failed: failures.length, cursor: at };
  });
  return at;
}

function readOne(
  { mapping, reading, columns }: Import,
  { cells, broken, row_no }: Numbered<TableRow>,
): { row: ImportRow } | RowResult {
  if (broken !== undefined) return { status: "failed", code: "row_broken", data: { reason: broken } };
  const beyond = cells.slice(columns.length).some((cell) => cell.trim() !== "");
  if (beyond) return { status: "failed", code: "too_many_cells" };
  const row = readRow(mapping, reading, { cells, row_no });
  for (const [field, text] of Object.entries(row)) {
    if (text.includes("\0")) return { status: "failed", code: "text_has_nul", field };
    if (!text.isWellFormed()) return { status: "failed", code: "text_not_well_formed", field };
  }
  return { row };
}

/** Does the work, and takes it back where it is only to be tried. */
async function tried<T>(tx: Tx, keep: boolean, work: () => Promise<T>): Promise<T> {
  if (keep) return work();
  await tx.query({ text: "savepoint trial" });
  const result = await work();
  await tx.query({ text: "rollback to savepoint trial" });
  return result;
}

function failureOf({ row_no, code, field, data }: Numbered<Extract<RowResult, { status: "failed" }>>) {
  return { row_no, code, field: field ?? null, data: data ?? {} };
}

async function keepEffects(tx: Tx, import_id: string, results: readonly Numbered<RowResult>[]) {
  const made = results.flatMap((one) =>
    one.status === "created"
      ? [{ tenant_id: tx.tenant_id, import_id, row_no: one.row_no, subject_id: one.subject_id }]
      : [],
  );
  if (made.length > 0) await tx.run(sql_builder.insertInto("platform.import_effect").values(made));
}

async function countRows(rows: AsyncIterable<unknown>): Promise<number> {
  let count = 0;
  for await (const _ of rows) count += 1;
  return count;
}

async function failedRows({ app, job }: RowContext, job_id: string): Promise<Set<number>> {
  const found = new Set<number>();
  for (let after = 0; ; ) {
    const page = await app.database.read(job.tenant_id, (db) => listFailures(db, job_id, FAILURES_A_PAGE, after));
    for (const { row_no } of page) found.add(row_no);
    const last = page.at(-1);
    if (!last) return found;
    after = last.row_no;
  }
}
