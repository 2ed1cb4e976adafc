// Time alone changes figures and tags: days leave their window, people stay away or grow older. Once a day of the tenant's
// own clock.
import type { App } from "../../../platform/app.ts";
import { SYSTEM } from "../../../platform/audit/by.ts";
import type { Tx } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import { type JobKind, registerJob } from "../../../platform/jobs/job-kinds.ts";
import { startJob } from "../../../platform/jobs/jobs.ts";
import { registerTimer, setTimers } from "../../../platform/jobs/timers.ts";
import { addDays, instantOf } from "../../../platform/kernel/dates.ts";
import { pageOfMembers } from "../db/duplicates.gen.ts";
import * as sql from "../db/figures.gen.ts";
import { asksForTheDay } from "../domain/tag-rules.ts";
import { evaluateTags, readTagRules } from "../tags/evaluate-tags.ts";
import { readReckoning, type Reckoning, refreshFigures } from "./refresh.ts";

export const FIGURES_JOB = "members.figures";

const TIMER = "members.figures";
const PAGE = 1_000;
const FIRST = "00000000-0000-0000-0000-000000000000";
/** Past midnight, when the last tills of the day have been told of. */
const MINUTES = 10;

/** Set from the first event on, and again whenever a roll has ended; one that is set already stays. */
export async function armDailyRoll(
  tx: Tx,
  { today, time_zone }: Pick<Reckoning, "today" | "time_zone">,
): Promise<void> {
  const due_at = instantOf(addDays(today, 1), time_zone, MINUTES);
  await setTimers(tx, [{ kind: TIMER, key: "roll", due_at, payload: {} }]);
}

registerTimer(TIMER, async (tx, runtime) => {
  await startJob(tx, { runtime }, { kind: FIGURES_JOB, input: { all: false }, by: SYSTEM, scope: "all" });
});

interface Input {
  /** Everybody, because the thresholds have changed; otherwise those for whom the day makes a difference. */
  all: boolean;
}

interface Cursor {
  /** First whose figures change; then everybody, where a tag asks for what changes with the day. */
  phase: "figures" | "tags" | "done";
  after: string;
  count: number;
}

const figuresJob: JobKind<Input, Cursor> = {
  kind: FIGURES_JOB,
  label: { "zh-CN": "会员指标更新", en: "Rolling members' figures", ko: "회원 지표 갱신" },
  permission: "members:write",
  async run({ app, input, cursor, step }) {
    let at: Cursor = cursor ?? { phase: "figures", after: FIRST, count: 0 };
    while (at.phase !== "done") {
      await step(async (tx) => {
        const done = await takePage(tx, app, input, at);
        const before = at.count;
        at = done;
        return { done: done.count - before, ok: done.count - before, cursor: done };
      });
    }
    return { members: at.count };
  },
  onEnd: rearm,
};
registerJob(figuresJob);

/** One page of the phase; where the next one begins. */
async function takePage(tx: Tx, app: App, input: Input, { phase, after, count }: Cursor): Promise<Cursor> {
  await run(tx, sql.lockFigures, { tenant_id: tx.tenant_id });
  const reckoning = await readReckoning(tx, app);
  const rules = await readTagRules(tx);
  const daily = rules.filter(asksForTheDay);
  const member_ids = await nextPage(tx, phase === "tags" || input.all, after, reckoning.today);
  if (phase === "figures") await refreshFigures(tx, app, member_ids, reckoning);
  await evaluateTags(tx, app, member_ids, reckoning, phase === "figures" ? rules : daily);
  const counted = count + member_ids.length;
  if (member_ids.length === PAGE) return { phase, after: member_ids.at(-1) ?? after, count: counted };
  const next = phase === "figures" && !input.all && daily.length > 0 ? "tags" : "done";
  return { phase: next, after: FIRST, count: counted };
}

async function nextPage(tx: Tx, everybody: boolean, after: string, today: string): Promise<string[]> {
  const { tenant_id } = tx;
  const rows = everybody
    ? await run(tx, pageOfMembers, { tenant_id, after, row_limit: PAGE })
    : // Whoever was reckoned is due on a later day: the first page is always the next.
      await run(tx, sql.listDueFigures, { tenant_id, today, row_limit: PAGE });
  return rows.map((row) => row.member_id);
}

async function rearm(tx: Tx, app: App): Promise<void> {
  await armDailyRoll(tx, await readReckoning(tx, app));
}
