import type { App } from "../app.ts";
import { sql_builder } from "../db/builder.ts";
import type { Tx } from "../db/pool.ts";
import { findJobKind } from "./job-kinds.ts";
import type { Job } from "./jobs.ts";

export type JobEnd =
  | { state: "done"; result: unknown }
  | { state: "canceled" }
  | { state: "failed"; error_code: string; error_text: string };

/** The caller holds the job's lock. What its kind has to say of the end commits with it. */
export async function endJob(tx: Tx, app: App, job: Job, end: JobEnd): Promise<void> {
  const { state, ...rest } = end;
  const ended_at = app.runtime.clock.now();
  const result = "result" in rest ? { result: JSON.stringify(rest.result ?? null) } : rest;
  await tx.run(
    sql_builder
      .updateTable("platform.job")
      .set({ state, ended_at, ...result, revision: job.revision + 1 })
      .where("tenant_id", "=", tx.tenant_id)
      .where("job_id", "=", job.job_id),
  );
  const told = { ...job, ended_at, ...end, revision: job.revision + 1 };
  await findJobKind(job.kind)?.onEnd?.(tx, app, told);
}
