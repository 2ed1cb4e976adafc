import { run } from "../../../platform/db/sql.ts";
import { type JobKind, registerJob } from "../../../platform/jobs/job-kinds.ts";
import * as sql from "../db/duplicates.gen.ts";
import { findDuplicates } from "./find.ts";

export const DUPLICATES_JOB = "members.duplicates";

const PAGE = 2_000;
const FIRST = "00000000-0000-0000-0000-000000000000";

interface Cursor {
  after: string;
  found: number;
}

/** Compares everybody with everybody else, by the rules as they are now. */
const duplicatesJob: JobKind<null, Cursor> = {
  kind: DUPLICATES_JOB,
  label: { "zh-CN": "查找重复会员", en: "Duplicate search", ko: "중복 회원 찾기" },
  permission: "members:merge",
  schedule: { cron: "30 2 * * 0", input: null },
  async run({ app, job, cursor, step }) {
    const { tenant_id } = job;
    let at: Cursor = cursor ?? { after: FIRST, found: 0 };
    const total = await app.database.read(tenant_id, (db) => run(db, sql.countPersons, { tenant_id }));
    for (let more = true; more; ) {
      await step(async (tx) => {
        const page = await run(tx, sql.pageOfMembers, { tenant_id, after: at.after, row_limit: PAGE });
        const member_ids = page.map((row) => row.member_id);
        const found = await findDuplicates(tx, app, member_ids);
        more = page.length === PAGE;
        at = { after: member_ids.at(-1) ?? at.after, found: at.found + found };
        return { done: page.length, ok: page.length, total: total.count, cursor: at };
      });
    }
    return { found: at.found };
  },
};
registerJob(duplicatesJob);
