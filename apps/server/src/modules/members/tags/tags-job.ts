import { run } from "../../../platform/db/sql.ts";
import { type JobKind, registerJob } from "../../../platform/jobs/job-kinds.ts";
import { countPersons, pageOfMembers } from "../db/duplicates.gen.ts";
import { lockFigures } from "../db/figures.gen.ts";
import { readReckoning } from "../figures/refresh.ts";
import { evaluateTags, readTagRules } from "./evaluate-tags.ts";

export const TAGS_JOB = "members.tags";

const PAGE = 1_000;
const FIRST = "00000000-0000-0000-0000-000000000000";

interface Cursor {
  after: string;
  changed: number;
}

/** Goes through everybody by one tag's rule, as it is now. */
const tagsJob: JobKind<{ tag_id: string }, Cursor> = {
  kind: TAGS_JOB,
  label: { "zh-CN": "重算自动标签", en: "Working out an automatic tag", ko: "자동 태그 계산" },
  permission: "members:write",
  async run({ app, job, input, cursor, step }) {
    const { tenant_id } = job;
    let at: Cursor = cursor ?? { after: FIRST, changed: 0 };
    const total = await app.database.read(tenant_id, (db) => run(db, countPersons, { tenant_id }));
    for (let more = true; more; ) {
      await step(async (tx) => {
        await run(tx, lockFigures, { tenant_id });
        const reckoning = await readReckoning(tx, app);
        const rules = await readTagRules(tx, input.tag_id);
        const page = await run(tx, pageOfMembers, { tenant_id, after: at.after, row_limit: PAGE });
        const member_ids = page.map((row) => row.member_id);
        const changed = await evaluateTags(tx, app, member_ids, reckoning, rules);
        more = page.length === PAGE && rules.length > 0;
        at = { after: member_ids.at(-1) ?? at.after, changed: at.changed + changed };
        return { done: page.length, ok: page.length, total: total.count, cursor: at };
      });
    }
    return { changed: at.changed };
  },
};
registerJob(tagsJob);
