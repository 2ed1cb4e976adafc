// A work over a selection, part by part: whom it changes and how far it came commit together.
import type { App } from "../../../platform/app.ts";
import type { Tx } from "../../../platform/db/pool.ts";
import { registerJob } from "../../../platform/jobs/job-kinds.ts";
import { type Job, type JobFailure, listJobsOf } from "../../../platform/jobs/jobs.ts";
import type { JobContext } from "../../../platform/jobs/run-job.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { addToBulk, type BulkState, changeBulk, getBulk } from "./bulk.ts";
import { writeFailures } from "./bulk-failures.ts";
import { changePeople, type Part, placedIn, reachOf } from "./bulk-people.ts";
import { type AfterRow, endRetry, RETRY_JOB, retryBulk, type RetryInput, retryPeople } from "./bulk-retry.ts";
import { undoPart } from "./bulk-undo.ts";
import { readPart } from "./selections.ts";

export const BULK_JOB = "members.bulk";
export const UNDO_JOB = "members.bulk_undo";

export interface BulkJobInput {
  bulk_id: string;
}
interface At {
  part_no: number;
}
type Context = JobContext<BulkJobInput, At>;

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });
const bulkOf = (job: Job) => (job.input as BulkJobInput).bulk_id;

/** A job that failed let go of the change; it goes on only while nothing else was begun since. @throws bulk_busy */
const revive = (state: BulkState) => async (tx: Tx, _app: App, job: Job) => {
  const { bulk_id } = await getBulk(tx, bulkOf(job), { lock: true });
  const [newest] = await listJobsOf(tx, bulk_id, 1);
  if (newest?.job_id !== job.job_id) throw new AppError("bulk_busy");
  await changeBulk(tx, bulk_id, { state, ...(state === "running" ? { ended_at: null } : {}) });
};

registerJob<BulkJobInput, At>({
  kind: BULK_JOB,
  label: t("会员批量操作", "Bulk change of members", "회원 일괄 변경"),
  permission: "members:write",
  run: (context) => throughParts(context, doPart),
  onEnd: (tx, app, job) =>
    changeBulk(tx, bulkOf(job), {
      state: job.state === "done" ? "done" : "stopped",
      ended_at: app.runtime.clock.now(),
    }),
  onRevive: revive("running"),
  retryFailed: retryBulk,
  writeFailures,
});

registerJob<RetryInput, AfterRow>({
  kind: RETRY_JOB,
  label: t("重试批量操作失败的", "Bulk change, what failed", "일괄 변경 실패분 재시도"),
  permission: "members:write",
  run: retryPeople,
  onEnd: endRetry,
  onRevive: revive("running"),
  retryFailed: retryBulk,
  writeFailures,
});

registerJob<BulkJobInput, At>({
  kind: UNDO_JOB,
  label: t("撤销会员批量操作", "Undo of a bulk change", "회원 일괄 변경 취소"),
  permission: "members:write",
  run: (context) => throughParts(context, undoPart),
  onEnd: (tx, _app, job) => changeBulk(tx, bulkOf(job), { state: job.state === "done" ? "undone" : "done" }),
  onRevive: revive("undoing"),
  writeFailures,
});

type Hands = { app: App; by: Job["caller"] };
type DoPart = (tx: Tx, hands: Hands, part: Part) => Promise<{ done: number; failures: JobFailure[] } | undefined>;

async function throughParts(context: Context, work: DoPart): Promise<unknown> {
  const { app, job, input } = context;
  const { bulk_id } = input;
  const by = job.caller;
  let part_no = context.cursor?.part_no ?? 0;
  for (let more = true; more; part_no++) {
    await context.step(async (tx) => {
      const bulk = await getBulk(tx, bulk_id);
      const outcome = await work(tx, { app, by }, { bulk, part_no, reach: await reachOf(tx, app, by, bulk) });
      more = outcome !== undefined;
      if (!outcome) return {};
      const { done, failures } = outcome;
      await context.fail(tx, failures);
      return { done, ok: done - failures.length, failed: failures.length, cursor: { part_no: part_no + 1 } };
    });
  }
  return { bulk_id: toWireId("bulk", bulk_id) };
}

const doPart: DoPart = async (tx, hands, part) => {
  const { bulk, part_no } = part;
  const member_ids = await readPart(tx, bulk.selection_id, part_no);
  if (!member_ids) return undefined;
  const { changed, unchanged, failures } = await changePeople(tx, hands, part, placedIn(member_ids, part_no));
  await addToBulk(tx, bulk.bulk_id, { changed, unchanged, failed: failures.length });
  return { done: member_ids.length, failures };
};
