import type { By } from "../audit/by.ts";
import { sql_builder } from "../db/builder.ts";
import type { Db, Tx } from "../db/pool.ts";
import { assert } from "../kernel/assert.ts";
import { AppError } from "../kernel/errors.ts";
import type { IdKind } from "../kernel/ids.ts";
import type { Runtime } from "../kernel/runtime.ts";
import { findJobKind } from "./job-kinds.ts";

export const JOB_STATES = ["queued", "running", "paused", "canceled", "failed", "done"] as const;
export type JobState = (typeof JOB_STATES)[number];
export const OPEN_STATES = ["queued", "running", "paused"] as const satisfies JobState[];

/** Unit ids that the job may touch: the reach of whoever started it. */
export type JobScope = "all" | readonly string[];

export interface Job {
  tenant_id: string;
  job_id: string;
  kind: string;
  title: string;
  subject_kind: IdKind | null;
  subject_id: string | null;
  state: JobState;
  total: number | null;
  done: number;
  ok: number;
  failed: number;
  input: unknown;
  cursor: unknown;
  result: unknown;
  attempt: number;
  stumbles: number;
  error_code: string | null;
  error_text: string | null;
  actor: By["actor"];
  actor_id: string | null;
  caller: By;
  scope: JobScope;
  created_at: Date;
  started_at: Date | null;
  ended_at: Date | null;
  run_started_at: Date | null;
  run_started_done: number;
  revision: number;
  /** The job that tries again what failed in this one. */
  retry_job_id: string | null;
}

export const JOB_COLUMNS = [
  "tenant_id",
  "job_id",
  "kind",
  "title",
  "subject_kind",
  "subject_id",
  "state",
  "total",
  "done",
  "ok",
  "failed",
  "input",
  "cursor",
  "result",
  "attempt",
  "stumbles",
  "error_code",
  "error_text",
  "actor",
  "actor_id",
  "caller",
  "scope",
  "created_at",
  "started_at",
  "ended_at",
  "run_started_at",
  "run_started_done",
  "revision",
  "retry_job_id",
] as const;

export interface NewJob {
  kind: string;
  /** What it is about, in the words of whoever starts it: a file's name. */
  title?: string;
  /** What it works for: shown beside it, found by it. */
  subject?: { kind: IdKind; id: string };
  input: unknown;
  by: By;
  scope: JobScope;
  total?: number;
}

const TITLE_LENGTH = 200;

/** Puts work in the queue, in the caller's transaction: it begins when that has committed. Answers the job's id. */
export async function startJob(tx: Tx, { runtime }: { runtime: Runtime }, job: NewJob): Promise<string> {
  assert(findJobKind(job.kind), `job kind ${job.kind} is registered`);
  const job_id = runtime.ids.next();
  const now = runtime.clock.now();
  await tx.run(
    sql_builder.insertInto("platform.job").values({
      tenant_id: tx.tenant_id,
      job_id,
      kind: job.kind,
      title: (job.title ?? "").slice(0, TITLE_LENGTH).toWellFormed(),
      subject_kind: job.subject?.kind ?? null,
      subject_id: job.subject?.id ?? null,
      state: "queued",
      total: job.total ?? null,
      input: JSON.stringify(job.input ?? null),
      actor: job.by.actor,
      actor_id: job.by.actor_id,
      caller: JSON.stringify(job.by),
      scope: JSON.stringify(job.scope),
      created_at: now,
      run_at: now,
    }),
  );
  return job_id;
}

const rows = sql_builder.selectFrom("platform.job").select(JOB_COLUMNS);
export const asJob = (row: object) => row as Job;

export async function findJob(db: Db, job_id: string, options: { lock?: boolean } = {}): Promise<Job | undefined> {
  const query = rows.where("tenant_id", "=", db.tenant_id).where("job_id", "=", job_id);
  const row = await db.first(options.lock ? query.forUpdate() : query);
  return row && asJob(row);
}

/** Whose jobs: one's own, or everybody's. */
export type JobView = { actor_id: string } | "all";

export const sees = (view: JobView, job: Job) => view === "all" || job.actor_id === view.actor_id;

/** @throws not_found, also for somebody else's */
export async function getJob(db: Db, job_id: string, view: JobView, options: { lock?: boolean } = {}): Promise<Job> {
  const job = await findJob(db, job_id, options);
  if (!job || !sees(view, job)) throw new AppError("not_found");
  return job;
}

export interface JobFilter {
  view: JobView;
  states?: readonly JobState[] | undefined;
  kind?: string | undefined;
  subject_id?: string | undefined;
  limit: number;
  before?: { created_at: Date; job_id: string } | undefined;
}

/** Newest first. */
export async function listJobs(db: Db, { view, states, kind, subject_id, limit, before }: JobFilter): Promise<Job[]> {
  let query = rows.where("tenant_id", "=", db.tenant_id);
  if (view !== "all") query = query.where("actor_id", "=", view.actor_id);
  if (states) query = query.where("state", "in", [...states]);
  if (kind !== undefined) query = query.where("kind", "=", kind);
  if (subject_id !== undefined) query = query.where("subject_id", "=", subject_id);
  if (before) {
    query = query.where((e) => e(e.refTuple("created_at", "job_id"), "<", e.tuple(before.created_at, before.job_id)));
  }
  const found = await db.all(query.orderBy("created_at", "desc").orderBy("job_id", "desc").limit(limit));
  return found.map(asJob);
}

/** Jobs of one subject, newest first: the checks and runs of an import. */
export const listJobsOf = (db: Db, subject_id: string, limit = 50) => listJobs(db, { view: "all", subject_id, limit });

/** The newest job of each of these subjects, by subject. */
export async function newestJobs(db: Db, subject_ids: readonly string[]): Promise<ReadonlyMap<string, Job>> {
  if (subject_ids.length === 0) return new Map();
  const found = await db.all(
    rows
      .distinctOn("subject_id")
      .where("tenant_id", "=", db.tenant_id)
      .where("subject_id", "in", [...subject_ids])
      .orderBy("subject_id")
      .orderBy("created_at", "desc")
      .orderBy("job_id", "desc"),
  );
  return new Map(found.map((row) => [String(row.subject_id), asJob(row)]));
}

export interface JobFailure {
  /** Of the source, counted from 1; the header is not a row. */
  row_no: number;
  code: string;
  /** The field at fault, in the words of the kind. */
  field: string | null;
  data: Record<string, unknown>;
}

/** By row, after `after_row`. */
export async function listFailures(db: Db, job_id: string, limit: number, after_row = 0): Promise<JobFailure[]> {
  const found = await db.all(
    sql_builder
      .selectFrom("platform.job_failure")
      .select(["row_no", "code", "field", "data"])
      .where("tenant_id", "=", db.tenant_id)
      .where("job_id", "=", job_id)
      .where("row_no", ">", after_row)
      .orderBy("row_no")
      .limit(limit),
  );
  return found as JobFailure[];
}

/** What failed after a row and has not been tried again fails here as well. Answers how many rows that are. */
export async function carryFailures(
  tx: Tx,
  { from, to, after_row }: { from: string; to: string; after_row: number },
): Promise<number> {
  const carried = await tx.query({
    name: "carry_job_failures",
    text: `insert into platform.job_failure (tenant_id, job_id, row_no, code, field, data)
           select tenant_id, $3, row_no, code, field, data from platform.job_failure
           where tenant_id = $1 and job_id = $2 and row_no > $4 returning row_no`,
    values: [tx.tenant_id, from, to, after_row],
  });
  await tx.run(
    sql_builder
      .updateTable("platform.job")
      .set((e) => ({ failed: e("failed", "+", carried.length) }))
      .where("tenant_id", "=", tx.tenant_id)
      .where("job_id", "=", to),
  );
  return carried.length;
}

const KINDS_OF_FAILURE = 50;

/** How many failures there are of each code, where it says the same. */
export async function countFailures(
  db: Db,
  job_id: string,
): Promise<{ code: string; field: string | null; data: Record<string, unknown>; count: number }[]> {
  const rows = await db.all(
    sql_builder
      .selectFrom("platform.job_failure")
      .select((e) => ["code", "field", "data", e.fn.countAll<number>().as("count")])
      .where("tenant_id", "=", db.tenant_id)
      .where("job_id", "=", job_id)
      .groupBy(["code", "field", "data"])
      .orderBy("count", "desc")
      .limit(KINDS_OF_FAILURE),
  );
  return rows.map((row) => ({ ...row, data: row.data as Record<string, unknown> }));
}
