import type { App } from "../app.ts";
import type { By } from "../audit/by.ts";
import type { Tx } from "../db/pool.ts";
import { registerJob } from "../jobs/job-kinds.ts";
import { type Job, type JobScope, listJobsOf, startJob } from "../jobs/jobs.ts";
import { AppError } from "../kernel/errors.ts";
import { audit, getImport, type Import, type ImportState, setImportState } from "./imports.ts";
import { readAll, type RowInput, type RowPosition } from "./read-rows.ts";
import { undoAll } from "./undo-rows.ts";
import { writeFailures } from "./write-failures.ts";

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });

const importOf = (job: Job) => (job.input as RowInput).import_id;
const WHILE = { check: "checking", run: "running", undo: "undoing" } as const;
type Work = keyof typeof WHILE;

/** A job that failed let go of the import; it goes on only while nothing else was begun since. @throws import_busy */
const revive = (work: Work) => async (tx: Tx, _app: App, job: Job) => {
  const found = await getImport(tx, importOf(job), { lock: true });
  const [newest] = await listJobsOf(tx, found.import_id, 1);
  if (newest?.job_id !== job.job_id) throw new AppError("import_busy", { state: found.state });
  await setImportState(tx, found.import_id, WHILE[work]);
};

/** The same work twice: a check is a run that is taken back, so that it finds what a run would find. */
registerJob<RowInput, RowPosition>({
  kind: "import.check",
  label: t("导入检查", "Import check", "가져오기 검사"),
  permission: "imports:write",
  run: (context) => readAll(context, { keep: false }),
  onEnd: (tx, _app, job) => setImportState(tx, importOf(job), job.state === "done" ? "checked" : "mapped"),
  onRevive: revive("check"),
  writeFailures,
});

registerJob<RowInput, RowPosition>({
  kind: "import.run",
  label: t("导入", "Import", "가져오기"),
  permission: "imports:write",
  run: (context) => readAll(context, { keep: true }),
  onEnd: (tx, _app, job) => setImportState(tx, importOf(job), "done"),
  onRevive: revive("run"),
  retryFailed,
  writeFailures,
});

registerJob<RowInput, RowPosition>({
  kind: "import.undo",
  label: t("撤销导入", "Undo of an import", "가져오기 취소"),
  permission: "imports:write",
  run: undoAll,
  onEnd: (tx, _app, job) => setImportState(tx, importOf(job), job.state === "done" ? "undone" : "done"),
  onRevive: revive("undo"),
});

/** Rows that failed in the newest run, with the columns as they are understood now. @throws import_busy */
async function retryFailed(tx: Tx, app: App, job: Job, by: By): Promise<string> {
  const found = await getImport(tx, importOf(job), { lock: true });
  const newest = (await listJobsOf(tx, found.import_id)).find((one) => one.kind === job.kind);
  if (found.state !== "done" || newest?.job_id !== job.job_id)
    throw new AppError("import_busy", { state: found.state });
  return startImportJob(tx, app, by, found, { work: "run", scope: job.scope, retry_of: job.job_id });
}

const DEEDS = { check: "checked", run: "started", undo: "undone" } as const satisfies Record<Work, string>;

/** The caller holds the import's lock. Answers the job's id. */
export async function startImportJob(
  tx: Tx,
  app: Pick<App, "runtime">,
  by: By,
  found: Import,
  { work, scope, retry_of }: { work: Work; scope: JobScope; retry_of?: string },
): Promise<string> {
  const { import_id, name: title } = found;
  const state: ImportState = WHILE[work];
  await setImportState(tx, import_id, state);
  await audit(tx, app.runtime, by, found, DEEDS[work]);
  const input: RowInput = { import_id, ...(retry_of === undefined ? {} : { retry_of }) };
  const subject = { kind: "import", id: import_id } as const;
  return startJob(tx, app, { kind: `import.${work}`, title, subject, input, by, scope });
}
