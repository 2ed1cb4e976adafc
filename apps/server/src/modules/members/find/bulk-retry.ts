// What a bulk change could not do, once more: for those people alone, as a job of its own.
import type { App } from "../../../platform/app.ts";
import type { By } from "../../../platform/audit/by.ts";
import type { Tx } from "../../../platform/db/pool.ts";
import { carryFailures, type Job, listFailures, listJobsOf, startJob } from "../../../platform/jobs/jobs.ts";
import type { JobContext } from "../../../platform/jobs/run-job.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { addToBulk, type Bulk, changeBulk, getBulk } from "./bulk.ts";
import type { BulkJobInput } from "./bulk-job.ts";
import { changePeople, type Placed, reachOf } from "./bulk-people.ts";
import { PART, readPart } from "./selections.ts";

export const RETRY_JOB = "members.bulk_retry";
const RETRY_MS = 7 * 86_400_000;

export interface RetryInput extends BulkJobInput {
  /** The job whose failures these are. */
  retry_of: string;
  /** How the change stood before: a retry makes nothing whole that was stopped on its way. */
  was: "done" | "stopped";
}

export interface AfterRow {
  row_no: number;
}

/** The newest failures of a change that is over, within 7 days. @throws bulk_not_retryable · bulk_no_longer_allowed */
export async function retryBulk(tx: Tx, app: App, job: Job, by: By): Promise<string> {
  const { bulk_id } = job.input as BulkJobInput;
  const bulk = await getBulk(tx, bulk_id, { lock: true });
  const { state: was } = bulk;
  const [newest] = await listJobsOf(tx, bulk_id, 1);
  const is_over = was === "done" || was === "stopped";
  if (!is_over || newest?.job_id !== job.job_id || !isRecent(bulk, app.runtime.clock.now()))
    throw new AppError("bulk_not_retryable");
  await reachOf(tx, app, by, bulk);
  const { title, scope, failed: total } = job;
  const input: RetryInput = { bulk_id, retry_of: job.job_id, was };
  const subject = { kind: "bulk", id: bulk_id } as const;
  const job_id = await startJob(tx, app, { kind: RETRY_JOB, title, subject, input, by, scope, total });
  await changeBulk(tx, bulk_id, { state: "running", ended_at: null });
  return job_id;
}

const isRecent = ({ ended_at }: Bulk, now: Date) => ended_at !== null && now.getTime() - ended_at.getTime() < RETRY_MS;

/** Part by part, as far as somebody of it failed: what an undo gives back lies by parts. */
export async function retryPeople(context: JobContext<RetryInput, AfterRow>): Promise<unknown> {
  const { app, job, input } = context;
  const { bulk_id, retry_of } = input;
  let after = context.cursor?.row_no ?? 0;
  for (let more = true; more; ) {
    await context.step(async (tx) => {
      const placed = await nextFailed(tx, retry_of, after);
      const last = placed.at(-1);
      more = last !== undefined;
      if (!last) return {};
      const bulk = await getBulk(tx, bulk_id);
      const part_no = partOf(last);
      const people = await placedNow(tx, bulk, part_no, placed);
      const part = { bulk, part_no, reach: await reachOf(tx, app, job.caller, bulk) };
      const { changed, unchanged, failures } = await changePeople(tx, { app, by: job.caller }, part, people);
      await context.fail(tx, failures);
      const failed = failures.length;
      await addToBulk(tx, bulk_id, { changed, unchanged, failed: failed - people.length });
      after = last.row_no;
      return { done: people.length, ok: people.length - failed, failed, cursor: { row_no: after } };
    });
  }
  return { bulk_id: toWireId("bulk", bulk_id) };
}

const partOf = ({ row_no }: { row_no: number }) => Math.floor((row_no - 1) / PART);

/** Places of the next part that has failures. */
async function nextFailed(tx: Tx, job_id: string, after: number): Promise<{ row_no: number }[]> {
  const failures = await listFailures(tx, job_id, PART, after);
  const [first] = failures;
  return first ? failures.filter((one) => partOf(one) === partOf(first)) : [];
}

async function placedNow(
  tx: Tx,
  { selection_id }: Bulk,
  part_no: number,
  rows: readonly { row_no: number }[],
): Promise<Placed[]> {
  const member_ids = (await readPart(tx, selection_id, part_no)) ?? [];
  return rows.flatMap(({ row_no }) => {
    const member_id = member_ids[(row_no - 1) % PART];
    return member_id === undefined ? [] : [{ row_no, member_id }];
  });
}

/** Whom it did not come to, because somebody canceled it, has failed as before: a next retry is theirs, too. */
export async function endRetry(tx: Tx, { runtime }: App, job: Job): Promise<void> {
  const { bulk_id, retry_of, was } = job.input as RetryInput;
  if (job.state === "canceled") {
    const after_row = (job.cursor as AfterRow | null)?.row_no ?? 0;
    await carryFailures(tx, { from: retry_of, to: job.job_id, after_row });
  }
  const state = job.state === "failed" ? "stopped" : was;
  await changeBulk(tx, bulk_id, { state, ended_at: runtime.clock.now() });
}
