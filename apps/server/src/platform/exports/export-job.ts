import { createHash } from "node:crypto";
import type { App } from "../app.ts";
import { recordAudit } from "../audit/record-audit.ts";
import type { Tx } from "../db/pool.ts";
import { createFile, deleteFile, finishFile, readChunks, writeChunk } from "../files/file-store.ts";
import { type JobKind, registerJob } from "../jobs/job-kinds.ts";
import type { Job } from "../jobs/jobs.ts";
import type { JobContext } from "../jobs/run-job.ts";
import { present } from "../kernel/assert.ts";
import { AppError } from "../kernel/errors.ts";
import { toZonedIso } from "../kernel/dates.ts";
import { toWireId } from "../kernel/ids.ts";
import { namesOf } from "../names.ts";
import { readTenantTime } from "../tenant-time.ts";
import type { About } from "./about.ts";
import { type AnyExportKind, type ExportColumn, findExportKind, wholeKind } from "./export-kinds.ts";
import { changeExport, type Export, getExport } from "./exports.ts";
import { rightsNow } from "./rights-now.ts";
import { beginFile, endFile, valuesOf, writeRows } from "./write-file.ts";
import { MOST_ROWS } from "./write-xlsx.ts";
import type { ZipState } from "./zip.ts";
import "./errors.ts";

export const EXPORT_JOB = "exports.run";

const PAGE_ROWS = 500;
const KEEP_DAYS = 7;

export interface ExportInput {
  export_id: string;
}

/** Everything that the next step must know: after a crash another process goes on after the last piece that was kept. */
interface Position {
  phase: "rows" | "seal" | "done";
  file_id: string;
  file_name: string;
  next_chunk: number;
  size_bytes: number;
  rows: number;
  after: unknown;
  zip: ZipState | null;
}

type Context = JobContext<ExportInput, Position>;

interface Work {
  context: Context;
  asked: Export;
  kind: AnyExportKind;
  columns: readonly ExportColumn[];
  time_zone: string;
}

const exportJob: JobKind<ExportInput, Position> = {
  kind: EXPORT_JOB,
  label: { "zh-CN": "导出", en: "Export", ko: "내보내기" },
  permission: "exports:write",
  async run(context) {
    const work = await readWork(context);
    // A job that failed has lost its file: brought back to life it begins anew.
    const { cursor } = context;
    let at = cursor && cursor.file_id === work.asked.file_id ? cursor : await begin(work);
    while (at.phase === "rows") at = await writePage(work, at);
    if (at.phase === "seal") at = await seal(work, at);
    return {
      export_id: toWireId("export", work.asked.export_id),
      file_id: toWireId("file", at.file_id),
      name: at.file_name,
      rows: at.rows,
    };
  },
  onEnd,
  onRevive: (tx, _app, job) =>
    changeExport(tx, (job.input as ExportInput).export_id, { state: "running", ended_at: null }),
};
registerJob(exportJob);

async function readWork(context: Context): Promise<Work> {
  const { app, job, input } = context;
  const { database } = app;
  const asked = await database.read(job.tenant_id, (db) => getExport(db, input.export_id));
  const known = present(findExportKind(asked.kind), `the export kind ${asked.kind}`);
  const kind = await database.read(job.tenant_id, (db) => wholeKind(db, known));
  const columns = asked.columns.flatMap((name) => kind.columns.filter((column) => column.name === name));
  const { time_zone } = await readTenantTime(app, job.tenant_id);
  return { context, asked, kind, columns, time_zone };
}

async function begin({ context, asked, kind, columns, time_zone }: Work): Promise<Position> {
  const { app, job } = context;
  const { bytes, zip } = beginFile(asked.format, kind, columns, asked.language);
  const day = toZonedIso(app.runtime.clock.now(), time_zone).slice(0, "2026-05-01".length);
  const file_name = `${kind.label[asked.language]}-${day}.${asked.format}`;
  await app.database.read(job.tenant_id, (db) => rightsNow(db, kind, asked, app.runtime.clock.now()));
  let at: Position | undefined;
  await context.step(async (tx) => {
    const owner_id = asked.requested_by;
    const file_id = await createFile(tx, app, { kind: "export", name: file_name, owner_id, keep_days: KEEP_DAYS });
    await writeChunk(tx, app, { file_id, chunk_no: 0, content: bytes });
    await changeExport(tx, asked.export_id, { file_id });
    const written = { next_chunk: 1, size_bytes: bytes.length, rows: 0, after: null, zip };
    at = { phase: "rows", file_id, file_name, ...written };
    return { cursor: at, anew: true };
  });
  return present(at, "a file that was begun");
}

async function writePage({ context, asked, kind, columns, time_zone }: Work, at: Position): Promise<Position> {
  const { app, job } = context;
  const { values, next } = await app.database.read(job.tenant_id, async (db) => {
    const rights = await rightsNow(db, kind, asked, app.runtime.clock.now());
    const view = { app, reach: rights.reach, language: asked.language };
    const page = await kind.page(db, view, kind.filter.parse(asked.filter), { after: at.after, limit: PAGE_ROWS });
    return { values: page.rows.map((row) => valuesOf(row, columns, rights, time_zone)), next: page.next };
  });
  const rows = at.rows + values.length;
  if (asked.format === "xlsx" && rows > MOST_ROWS) throw new AppError("export_too_long", { maximum: MOST_ROWS });
  const phase = next === null ? "seal" : "rows";
  if (values.length === 0) {
    const moved = { ...at, phase, after: next } as const;
    await context.step(async () => ({ cursor: moved }));
    return moved;
  }
  const { bytes, zip } = writeRows(at.zip, values);
  const moved: Position = { ...at, phase, rows, after: next, zip, ...grown(at, bytes) };
  await context.step(async (tx) => {
    await writeChunk(tx, app, { file_id: at.file_id, chunk_no: at.next_chunk, content: bytes });
    return { done: values.length, ok: values.length, cursor: moved };
  });
  return moved;
}

const grown = (at: Position, bytes: Buffer) => ({
  next_chunk: at.next_chunk + 1,
  size_bytes: at.size_bytes + bytes.length,
});

/** The last words, and the seal over all of it: read back piece by piece. */
async function seal(work: Work, at: Position): Promise<Position> {
  const { context, asked, kind } = work;
  const { app, job } = context;
  const about = await aboutOf(work, at);
  const tail = endFile(at.zip, about, asked.language);
  const hash = createHash("sha256");
  for await (const content of readChunks(app, job.tenant_id, at.file_id)) hash.update(content);
  const sha256 = hash.update(tail).digest();
  const moved: Position = { ...at, phase: "done", zip: null, ...grown(at, tail) };
  await app.database.read(job.tenant_id, (db) => rightsNow(db, kind, asked, app.runtime.clock.now()));
  await context.step(async (tx) => {
    await writeChunk(tx, app, { file_id: at.file_id, chunk_no: at.next_chunk, content: tail });
    await finishFile(tx, at.file_id, { size_bytes: moved.size_bytes, sha256 });
    await recordFinish(tx, app, asked, at);
    return { total: at.rows, cursor: moved };
  });
  return moved;
}

async function aboutOf({ context, asked, time_zone }: Work, { rows }: Position): Promise<About> {
  const { app, job } = context;
  const by = { kind: asked.requested_by_kind, id: asked.requested_by };
  const tenant = { kind: "tenant", id: job.tenant_id };
  const names = await app.database.read(job.tenant_id, (db) => namesOf(db, [by, tenant]));
  return {
    by: `${names.get(by.id) ?? ""} (${toWireId(by.kind, by.id)})`.trim(),
    at: toZonedIso(app.runtime.clock.now(), time_zone),
    tenant: names.get(tenant.id) ?? toWireId("tenant", tenant.id),
    export_id: toWireId("export", asked.export_id),
    reason: asked.reason,
    rows,
    zone: time_zone,
  };
}

async function recordFinish(tx: Tx, app: App, asked: Export, { file_name, rows }: Position): Promise<void> {
  const { export_id, kind, approval_id } = asked;
  const ended_at = app.runtime.clock.now();
  await changeExport(tx, export_id, { state: "done", rows_written: rows, ended_at });
  await recordAudit(tx, app.runtime, asked.caller, {
    action: "export.finished",
    subject: { kind: "export", id: export_id },
    after: { kind, name: file_name, rows },
    approval_id,
  });
}

/** What will never be whole is not kept. */
async function onEnd(tx: Tx, app: App, job: Job): Promise<void> {
  if (job.state !== "failed" && job.state !== "canceled") return;
  // The job's own input.
  const { export_id } = job.input as ExportInput;
  const { file_id, state } = await getExport(tx, export_id);
  if (state === "done") return;
  if (file_id !== null) await deleteFile(tx, file_id);
  await changeExport(tx, export_id, { state: job.state, file_id: null, ended_at: app.runtime.clock.now() });
}
