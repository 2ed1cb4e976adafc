import type { App } from "../app.ts";
import type { By } from "../audit/by.ts";
import { sql_builder } from "../db/builder.ts";
import type { Tx } from "../db/pool.ts";
import { BOM, csvLine } from "../files/csv.ts";
import { getFile } from "../files/file-store.ts";
import { failureText } from "../jobs/failure-text.ts";
import { registerJob } from "../jobs/job-kinds.ts";
import { type Job, type JobFailure, listFailures, listJobsOf, startJob } from "../jobs/jobs.ts";
import type { JobContext } from "../jobs/run-job.ts";
import { AppError, type Language } from "../kernel/errors.ts";
import { toWireId } from "../kernel/ids.ts";
import type { ImportContext, ImportRow, RowResult } from "./import-kinds.ts";
import { audit, type Import, loadImport, requireKind, setImportState } from "./imports.ts";
import { readRow } from "./mapping.ts";
import { readTable, type TableRow } from "./table.ts";

const ROWS_A_STEP = 500;
const PAGE = 5_000;

interface Input {
  import_id: string;
  /** A job whose failures are tried again; without it every row. */
  retry_of?: string;
}
interface At {
  row_no: number;
  unchanged: number;
}
type Context = JobContext<Input, At>;
type Numbered = TableRow & { row_no: number };

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });

/** The same work twice: a check is a run that is taken back, so that it finds what a run would find. */
registerJob<Input, At>({
  kind: "import.check",
  label: t("导入检查", "Import check", "가져오기 검사"),
  permission: "imports:write",
  run: (context) => readAll(context, { keep: false }),
  onEnd: async (tx, _app, job) =>
    setImportState(tx, (job.input as Input).import_id, job.state === "done" ? "checked" : "mapped"),
  writeFailures,
});

registerJob<Input, At>({
  kind: "import.run",
  label: t("导入", "Import", "가져오기"),
  permission: "imports:write",
  run: (context) => readAll(context, { keep: true }),
  onEnd: async (tx, _app, job) => setImportState(tx, (job.input as Input).import_id, "done"),
  retryFailed,
  writeFailures,
});

registerJob<Input, At>({
  kind: "import.undo",
  label: t("撤销导入", "Undo of an import", "가져오기 취소"),
  permission: "imports:write",
  run: undoAll,
  onEnd: async (tx, _app, job) =>
    setImportState(tx, (job.input as Input).import_id, job.state === "done" ? "undone" : "done"),
});

async function open({ app, job, input }: Context) {
  const { tenant_id } = job;
  const { found, file } = await app.database.read(tenant_id, async (db) => {
    const one = await loadImport(db, input.import_id);
    return { found: one, file: await getFile(db, app, one.file_id) };
  });
  const rows = (after: number) => readTable(app, { ...file, tenant_id }, found.layout, after);
  const context: ImportContext = { app, by: job.caller, scope: found.scope };
  return { found, kind: requireKind(found.kind), rows, context };
}

async function readAll(context: Context, { keep }: { keep: boolean }): Promise<unknown> {
  const opened = await open(context);
  const only = context.input.retry_of === undefined ? undefined : await failedRows(context, context.input.retry_of);
  if (context.cursor === null) {
    const total = only?.size ?? (await countRows(opened.rows(0)));
    await context.step(async () => ({ total }));
  }
  const at: At = context.cursor ?? { row_no: 0, unchanged: 0 };
  let batch: Numbered[] = [];
  const flush = async () => {
    if (batch.length > 0) await doBatch(context, opened, batch, at, keep);
    batch = [];
  };
  for await (const row of opened.rows(at.row_no)) {
    if (only && !only.has(row.row_no)) continue;
    batch.push(row);
    if (batch.length === ROWS_A_STEP) await flush();
  }
  await flush();
  return { import_id: toWireId("import", context.input.import_id), unchanged: at.unchanged };
}

async function doBatch(
  context: Context,
  { found, kind, context: own }: Awaited<ReturnType<typeof open>>,
  batch: readonly Numbered[],
  at: At,
  keep: boolean,
): Promise<void> {
  const read = batch.map((row) => readOne(found, row));
  let unchanged = 0;
  await context.step(async (tx) => {
    const rows = read.flatMap((one) => ("row" in one ? [one.row] : []));
    const results = (await tried(tx, keep, () => kind.apply(tx, own, rows))).values();
    const outcomes = read.map((one): RowResult => {
      if ("status" in one) return one;
      return results.next().value as RowResult;
    });
    const numbered = outcomes.map((outcome, index) => ({ ...outcome, row_no: batch[index]?.row_no ?? 0 }));
    const failures = numbered.flatMap((one) => (one.status === "failed" ? [failureOf(one)] : []));
    await context.fail(tx, failures);
    if (keep) await keepEffects(tx, found.import_id, numbered);
    unchanged = numbered.filter((one) => one.status === "unchanged").length;
    const row_no = batch.at(-1)?.row_no ?? at.row_no;
    const cursor = { row_no, unchanged: at.unchanged + unchanged };
    return { done: batch.length, ok: batch.length - failures.length, failed: failures.length, cursor };
  });
  at.unchanged += unchanged;
}

function readOne({ mapping, columns }: Import, { cells, broken }: Numbered): { row: ImportRow } | RowResult {
  if (broken !== undefined) return { status: "failed", code: "row_broken", data: { reason: broken } };
  const beyond = cells.slice(columns.length).some((cell) => cell.trim() !== "");
  if (beyond) return { status: "failed", code: "too_many_cells" };
  const row = readRow(mapping, cells);
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

function failureOf({ row_no, code, field, data }: Extract<RowResult, { status: "failed" }> & { row_no: number }) {
  return { row_no, code, field: field ?? null, data: data ?? {} };
}

async function keepEffects(tx: Tx, import_id: string, results: readonly (RowResult & { row_no: number })[]) {
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

async function failedRows({ app, job }: Context, job_id: string): Promise<Set<number>> {
  const found = new Set<number>();
  for (let after = 0; ; ) {
    const page = await app.database.read(job.tenant_id, (db) => listFailures(db, job_id, PAGE, after));
    for (const { row_no } of page) found.add(row_no);
    const last = page.at(-1);
    if (!last) return found;
    after = last.row_no;
  }
}

/** Rows that failed in the newest run, with the columns as they are understood now. */
async function retryFailed(tx: Tx, app: App, job: Job, by: By): Promise<string> {
  const { import_id } = job.input as Input;
  const found = await loadImport(tx, import_id);
  const [newest] = (await listJobsOf(tx, import_id)).filter((one) => one.kind === job.kind);
  if (found.state !== "done" || newest?.job_id !== job.job_id)
    throw new AppError("import_busy", { state: found.state });
  await setImportState(tx, import_id, "running");
  return startImportJob(tx, app, by, found, { work: "run", retry_of: job.job_id });
}

const AFTER = { check: "checking", run: "running", undo: "undoing" } as const;

/** The caller holds the import's lock. Answers the job's id. */
export async function startImportJob(
  tx: Tx,
  app: Pick<App, "runtime">,
  by: By,
  found: Import,
  { work, retry_of }: { work: keyof typeof AFTER; retry_of?: string },
): Promise<string> {
  const { import_id, name: title, scope } = found;
  await setImportState(tx, import_id, AFTER[work]);
  await audit(tx, app.runtime, by, found, { check: "checked", run: "started", undo: "undone" }[work]);
  const input: Input = { import_id, ...(retry_of === undefined ? {} : { retry_of }) };
  return startJob(tx, app, {
    kind: `import.${work}`,
    title,
    subject: { kind: "import", id: import_id },
    input,
    by,
    scope,
  });
}

async function undoAll(context: Context): Promise<unknown> {
  const { app, job, input } = context;
  const found = await app.database.read(job.tenant_id, (db) => loadImport(db, input.import_id));
  const kind = requireKind(found.kind);
  const own: ImportContext = { app, by: job.caller, scope: found.scope };
  const effects = () =>
    sql_builder
      .selectFrom("platform.import_effect")
      .where("tenant_id", "=", job.tenant_id)
      .where("import_id", "=", input.import_id);
  if (context.cursor === null) {
    const counted = await app.database.read(job.tenant_id, (db) =>
      db.first(effects().select((e) => e.fn.countAll<number>().as("count"))),
    );
    await context.step(async () => ({ total: counted?.count ?? 0 }));
  }
  let row_no = context.cursor?.row_no ?? 0;
  for (let more = true; more; ) {
    await context.step(async (tx) => {
      const page = await tx.all(
        effects().select(["row_no", "subject_id"]).where("row_no", ">", row_no).orderBy("row_no").limit(ROWS_A_STEP),
      );
      const subject_ids = page.map((effect) => effect.subject_id);
      const gone = (await kind.undo?.(tx, own, subject_ids)) ?? new Set<string>();
      const left = page.filter((effect) => !gone.has(effect.subject_id));
      await context.fail(
        tx,
        left.map((effect): JobFailure => ({ row_no: effect.row_no, code: "used_since", field: null, data: {} })),
      );
      const undone = page.filter((effect) => gone.has(effect.subject_id)).map((effect) => effect.row_no);
      if (undone.length > 0) await forgetEffects(tx, input.import_id, undone);
      more = page.length === ROWS_A_STEP;
      row_no = page.at(-1)?.row_no ?? row_no;
      return { done: page.length, ok: undone.length, failed: left.length, cursor: { row_no, unchanged: 0 } };
    });
  }
  return { import_id: toWireId("import", input.import_id) };
}

async function forgetEffects(tx: Tx, import_id: string, rows: readonly number[]): Promise<void> {
  await tx.run(
    sql_builder
      .deleteFrom("platform.import_effect")
      .where("tenant_id", "=", tx.tenant_id)
      .where("import_id", "=", import_id)
      .where("row_no", "in", [...rows]),
  );
}

/** The rows as they stand in the file, with what is wrong: mended, the same file can be brought again. */
async function* writeFailures(app: App, job: Job, language: Language): AsyncGenerator<string> {
  const { tenant_id } = job;
  const { found, file } = await app.database.read(tenant_id, async (db) => {
    const one = await loadImport(db, (job.input as Input).import_id);
    return { found: one, file: await getFile(db, app, one.file_id) };
  });
  yield BOM + csvLine([...found.columns, "error_row", "error_code", "error"]);
  let failures: JobFailure[] = [];
  let next = 0;
  for await (const { row_no, cells } of readTable(app, { ...file, tenant_id }, found.layout)) {
    if (next === failures.length) {
      const after = failures.at(-1)?.row_no ?? 0;
      failures = await app.database.read(tenant_id, (db) => listFailures(db, job.job_id, PAGE, after));
      next = 0;
    }
    const failure = failures[next];
    if (!failure) return;
    if (failure.row_no !== row_no) continue;
    next += 1;
    const own = found.columns.map((_, index) => (cells[index] ?? "").toWellFormed());
    yield csvLine([...own, row_no, failure.code, failureText(failure, language)]);
  }
}
