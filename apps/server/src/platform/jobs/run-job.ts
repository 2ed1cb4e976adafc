import type { App } from "../app.ts";
import { sql_builder } from "../db/builder.ts";
import type { Tx } from "../db/pool.ts";
import { AppError } from "../kernel/errors.ts";
import { failpoint } from "../kernel/failpoint.ts";
import { endJob } from "./end-job.ts";
import { findJobKind } from "./job-kinds.ts";
import { findJob, type Job, type JobFailure } from "./jobs.ts";

/** What a step moved. Progress and effect commit together: a crash takes back both. */
export interface StepOutcome<Cursor> {
  /** Units of work, added to what was done. */
  done?: number;
  ok?: number;
  failed?: number;
  /** The counts begin again from nothing, and failures are forgotten: for work that cannot go on in its middle. */
  anew?: boolean;
  /** Known at last, or known better. */
  total?: number;
  /** Where to go on; unchanged when left out. */
  cursor?: Cursor;
}

export interface JobContext<Input, Cursor> {
  readonly app: App;
  readonly job: Job;
  readonly input: Input;
  /** Of the last step that was kept; null at the beginning. */
  readonly cursor: Cursor | null;
  /** Aborted when the process ends or the job is no longer this worker's. */
  readonly signal: AbortSignal;
  /**
   * One transaction of the work, short: a second or two. Reads that take a connection of their own come before it.
   * @throws JobStopped when somebody paused or canceled the job, or another worker has it: let it through
   */
  step(work: (tx: Tx) => Promise<StepOutcome<Cursor>>): Promise<void>;
  /** Writes down rows that cannot be done, in the step that passes them. */
  fail(tx: Tx, failures: readonly JobFailure[]): Promise<void>;
}

/** Not an error: the job is paused, canceled or somebody else's, or the process ends. */
export class JobStopped extends Error {}

/** Errors in a row without a step in between, then the job is dead until somebody resumes it. */
const MOST_STUMBLES = 5;
const FIRST_PAUSE_MS = 1_000;
const TEXT_LENGTH = 500;

export interface Claim {
  tenant_id: string;
  job_id: string;
  attempt: number;
}

/** Runs a claimed job until it ends, stops or fails; never throws but for a lost database. */
export async function runJob(app: App, claim: Claim, signal: AbortSignal): Promise<void> {
  const { database, log } = app;
  const job = await database.read(claim.tenant_id, (db) => findJob(db, claim.job_id));
  if (!job || job.attempt !== claim.attempt || job.state !== "running") return;
  const kind = findJobKind(job.kind);
  try {
    if (!kind) throw new Error(`job kind ${job.kind} is not known here`);
    if (job.stumbles >= MOST_STUMBLES) throw new Error("its worker died again and again");
    const result = await kind.run(contextOf(app, job, signal));
    failpoint("job before end");
    await endOwn(app, claim, { state: "done", result });
  } catch (error) {
    if (signal.aborted) return release(app, claim);
    if (error instanceof JobStopped) return;
    log.error({ err: error, ...claim, kind: job.kind }, "a job failed");
    await stumble(app, claim, error);
  }
}

function contextOf(app: App, job: Job, signal: AbortSignal): JobContext<unknown, unknown> {
  return {
    app,
    job,
    input: job.input,
    cursor: job.cursor,
    signal,
    step: async (work) => {
      if (signal.aborted) throw new JobStopped();
      await app.database.write(job.tenant_id, async (tx) => {
        await requireOwn(tx, job);
        const outcome = await work(tx);
        failpoint("job step");
        await keepProgress(tx, app, job, outcome);
      });
    },
    fail: (tx, failures) => writeFailures(tx, job.job_id, failures),
  };
}

/** Whoever pauses or cancels waits for the step that runs: nothing is done in vain. */
async function requireOwn(tx: Tx, claim: Claim): Promise<Job> {
  const job = await findJob(tx, claim.job_id, { lock: true });
  if (job?.state !== "running" || job.attempt !== claim.attempt) throw new JobStopped();
  return job;
}

async function keepProgress(tx: Tx, { runtime }: App, { job_id }: Claim, outcome: StepOutcome<unknown>): Promise<void> {
  const { done = 0, ok = 0, failed = 0, total, cursor, anew = false } = outcome;
  if (anew) await forgetFailures(tx, job_id);
  await tx.run(
    sql_builder
      .updateTable("platform.job")
      .set((e) => ({
        ...(anew
          ? { done, ok, failed, run_started_done: 0 }
          : { done: e("done", "+", done), ok: e("ok", "+", ok), failed: e("failed", "+", failed) }),
        ...(total === undefined ? {} : { total }),
        ...(cursor === undefined ? {} : { cursor: JSON.stringify(cursor) }),
        ...(done > 0 ? { stumbles: 0 } : {}),
        beat_at: runtime.clock.now(),
        revision: e("revision", "+", 1),
      }))
      .where("tenant_id", "=", tx.tenant_id)
      .where("job_id", "=", job_id),
  );
}

async function writeFailures(tx: Tx, job_id: string, failures: readonly JobFailure[]): Promise<void> {
  if (failures.length === 0) return;
  await tx.query({
    name: "write_job_failures",
    text: `insert into platform.job_failure (tenant_id, job_id, row_no, code, field, data)
           select $1, $2, f.row_no, f.code, f.field, coalesce(f.data, '{}')
           from jsonb_to_recordset($3) as f(row_no bigint, code text, field text, data jsonb)`,
    values: [tx.tenant_id, job_id, JSON.stringify(failures)],
  });
}

async function forgetFailures(tx: Tx, job_id: string): Promise<void> {
  await tx.run(
    sql_builder.deleteFrom("platform.job_failure").where("tenant_id", "=", tx.tenant_id).where("job_id", "=", job_id),
  );
}

async function endOwn(app: App, claim: Claim, end: { state: "done"; result: unknown }): Promise<void> {
  await app.database.write(claim.tenant_id, async (tx) => {
    await endJob(tx, app, await requireOwn(tx, claim), end);
  });
}

/** Back in the queue at once, for another process. */
async function release(app: App, claim: Claim): Promise<void> {
  await requeue(app, claim, { run_at: app.runtime.clock.now() });
}

async function requeue(app: App, { tenant_id, job_id, attempt }: Claim, set: Record<string, unknown>): Promise<void> {
  await app.database.write(tenant_id, (tx) =>
    tx.run(
      sql_builder
        .updateTable("platform.job")
        .set((e) => ({ state: "queued", revision: e("revision", "+", 1), ...set }))
        .where("tenant_id", "=", tenant_id)
        .where("job_id", "=", job_id)
        .where("state", "=", "running")
        .where("attempt", "=", attempt),
    ),
  );
}

async function stumble(app: App, claim: Claim, error: unknown): Promise<void> {
  const error_code = error instanceof AppError ? error.code : "internal_error";
  const error_text = (error instanceof Error ? error.message : String(error)).slice(0, TEXT_LENGTH).toWellFormed();
  await app.database.write(claim.tenant_id, async (tx) => {
    const job = await findJob(tx, claim.job_id, { lock: true });
    if (job?.state !== "running" || job.attempt !== claim.attempt) return;
    const stumbles = job.stumbles + 1;
    if (isFinal(error) || stumbles >= MOST_STUMBLES)
      return endJob(tx, app, job, { state: "failed", error_code, error_text });
    const run_at = new Date(app.runtime.clock.now().getTime() + FIRST_PAUSE_MS * 2 ** stumbles);
    await tx.run(
      sql_builder
        .updateTable("platform.job")
        .set({ state: "queued", stumbles, run_at, error_code, error_text, revision: job.revision + 1 })
        .where("tenant_id", "=", tx.tenant_id)
        .where("job_id", "=", claim.job_id),
    );
  });
}

/** A refusal is one for ever, but for this: somebody was merged between the look and the lock, and is looked for again. */
const isFinal = (error: unknown) => error instanceof AppError && error.code !== "member_merged";
