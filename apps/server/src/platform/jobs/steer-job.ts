import type { App } from "../app.ts";
import type { By } from "../audit/by.ts";
import { recordAudit } from "../audit/record-audit.ts";
import { sql_builder } from "../db/builder.ts";
import type { Tx } from "../db/pool.ts";
import { AppError } from "../kernel/errors.ts";
import { endJob } from "./end-job.ts";
import { findJobKind } from "./job-kinds.ts";
import { type Job, OPEN_STATES } from "./jobs.ts";

const isOpen = (job: Job) => OPEN_STATES.some((state) => state === job.state);

async function setState(tx: Tx, job: Job, set: { state: "paused" } | { state: "queued"; run_at: Date }): Promise<void> {
  const anew = set.state === "queued" ? { stumbles: 0, error_code: null, error_text: null, ended_at: null } : {};
  await tx.run(
    sql_builder
      .updateTable("platform.job")
      .set({ ...set, ...anew, revision: job.revision + 1 })
      .where("tenant_id", "=", tx.tenant_id)
      .where("job_id", "=", job.job_id),
  );
}

const told = (tx: Tx, app: App, by: By, job: Job, action: "paused" | "resumed" | "canceled" | "retried") =>
  recordAudit(tx, app.runtime, by, {
    action: `job.${action}`,
    subject: { kind: "job", id: job.job_id },
    before: { kind: job.kind, title: job.title, state: job.state, done: job.done },
  });

/** The caller holds the job's lock in all of these, so a step under way is finished first. @throws job_over · job_not_pausable */
export async function pauseJob(tx: Tx, app: App, by: By, job: Job): Promise<void> {
  if (job.state === "paused") return;
  if (!isOpen(job)) throw new AppError("job_over", { state: job.state });
  if (findJobKind(job.kind)?.pausable === false) throw new AppError("job_not_pausable");
  await setState(tx, job, { state: "paused" });
  await told(tx, app, by, job, "paused");
}

/** Goes on where it stopped; a dead job, too. @throws job_over · job_not_paused */
export async function resumeJob(tx: Tx, app: App, by: By, job: Job): Promise<void> {
  if (job.state === "done" || job.state === "canceled") throw new AppError("job_over", { state: job.state });
  if (job.state !== "paused" && job.state !== "failed") throw new AppError("job_not_paused");
  if (job.state === "failed") await findJobKind(job.kind)?.onRevive?.(tx, app, job);
  await setState(tx, job, { state: "queued", run_at: app.runtime.clock.now() });
  await told(tx, app, by, job, "resumed");
}

/** What is done stays done. @throws job_over · job_not_cancelable */
export async function cancelJob(tx: Tx, app: App, by: By, job: Job): Promise<void> {
  if (job.state === "canceled") return;
  if (!isOpen(job)) throw new AppError("job_over", { state: job.state });
  if (findJobKind(job.kind)?.cancelable === false) throw new AppError("job_not_cancelable");
  await endJob(tx, app, job, { state: "canceled" });
  await told(tx, app, by, job, "canceled");
}

/** What failed of a job that is over; a dead one goes on first. */
export const canRetry = ({ kind, failed, state, ended_at }: Job): boolean =>
  ended_at !== null && state !== "failed" && failed > 0 && findJobKind(kind)?.retryFailed !== undefined;

/** The job for what failed: begun now, or when it was first asked for. Answers its id. @throws nothing_failed */
export async function retryFailed(tx: Tx, app: App, by: By, job: Job): Promise<string> {
  if (job.retry_job_id !== null) return job.retry_job_id;
  const retry = canRetry(job) && findJobKind(job.kind)?.retryFailed;
  if (!retry) throw new AppError("nothing_failed");
  const retry_job_id = await retry(tx, app, job, by);
  await tx.run(
    sql_builder
      .updateTable("platform.job")
      .set({ retry_job_id, revision: job.revision + 1 })
      .where("tenant_id", "=", tx.tenant_id)
      .where("job_id", "=", job.job_id),
  );
  await told(tx, app, by, job, "retried");
  return retry_job_id;
}
