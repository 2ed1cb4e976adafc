import { run } from "../../../platform/db/sql.ts";
import { type JobKind, registerJob } from "../../../platform/jobs/job-kinds.ts";
import { countPersons } from "../db/duplicates.gen.ts";
import { pageOfPersons } from "../db/fields.gen.ts";
import { readCompletenessPolicy, refreshCompleteness } from "./completeness.ts";

export const COMPLETENESS_JOB = "members.completeness";

const PAGE = 2_000;
const FIRST = "00000000-0000-0000-0000-000000000000";

/** Everybody's profile by what counts now. */
const completenessJob: JobKind<null, { after: string }> = {
  kind: COMPLETENESS_JOB,
  label: { "zh-CN": "重算资料完整度", en: "Profile completeness", ko: "정보 완성도 다시 계산" },
  permission: "members:configure",
  schedule: { cron: "10 3 * * 0", input: null },
  async run({ app, job, cursor, step }) {
    const { tenant_id } = job;
    let after = cursor?.after ?? FIRST;
    const total = await app.database.read(tenant_id, (db) => run(db, countPersons, { tenant_id }));
    for (let more = true; more; ) {
      await step(async (tx) => {
        const page = await run(tx, pageOfPersons, { tenant_id, after, row_limit: PAGE });
        const member_ids = page.map((row) => row.member_id);
        await refreshCompleteness(tx, member_ids, await readCompletenessPolicy(tx));
        more = page.length === PAGE;
        after = member_ids.at(-1) ?? after;
        return { done: page.length, ok: page.length, total: total.count, cursor: { after } };
      });
    }
    return { members: total.count };
  },
};
registerJob(completenessJob);
