import type { JobKind } from "../../../platform/jobs/job-kinds.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { listRetentionRules } from "./retention-rules.ts";
import { beforeOf, keepRun, type RetentionResult } from "./run-retention.ts";

const ROWS_A_STEP = 2_000;

interface Cursor {
  /** Classes that are through. */
  results: RetentionResult[];
  /** Of the class under way. */
  rows: number;
}

/** Takes away what is past its term, class by class, a few rows at a time; a run of its own in the list of runs. */
export const retentionJob: JobKind<null, Cursor> = {
  kind: "privacy.retention",
  label: { "zh-CN": "清理到期数据", en: "Data retention clean-up", ko: "보관 기한이 지난 데이터 정리" },
  permission: "privacy:write",
  schedule: { cron: "20 3 * * *", input: null },
  async run({ app, job, cursor, step }) {
    const { created_at: started_at, tenant_id, job_id: run_id } = job;
    let at: Cursor = cursor ?? { results: [], rows: 0 };
    for (const { data_class, days } of await app.database.read(tenant_id, listRetentionRules)) {
      if (at.results.some((result) => result.data_class === data_class.code)) continue;
      // However long it takes, it is the night it began for.
      const before = beforeOf({ days }, started_at);
      for (let gone = ROWS_A_STEP; gone === ROWS_A_STEP; ) {
        await step(async (tx) => {
          gone = await data_class.remove(tx, before, ROWS_A_STEP);
          const rows = at.rows + gone;
          const result = { data_class: data_class.code, days, before: before.toISOString(), rows };
          at = gone === ROWS_A_STEP ? { ...at, rows } : { results: [...at.results, result], rows: 0 };
          return { done: gone, ok: gone, cursor: at };
        });
      }
    }
    await step(async (tx) => {
      await keepRun(tx, {
        run_id,
        is_dry: false,
        started_at,
        finished_at: app.runtime.clock.now(),
        results: at.results,
      });
      return {};
    });
    return { run_id: toWireId("retention_run", run_id) };
  },
};
