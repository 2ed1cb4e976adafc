import { sql_builder } from "../../../platform/db/builder.ts";
import type { Tx } from "../../../platform/db/pool.ts";
import type { JobKind } from "../../../platform/jobs/job-kinds.ts";
import type { JobContext } from "../../../platform/jobs/run-job.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { getTenant, tenantNow } from "../../org/index.ts";
import { readPolicy } from "../policy-store.ts";
import { runReplay } from "./run-replay.ts";
import { getTriedRule } from "./tried-rule.ts";

/** Sorting the keys of a long period is one statement; everything else takes far less. */
const STATEMENT_MS = 240_000;

export const REPLAY_JOB = "points.replay";

export interface ReplayInput {
  replay_id: string;
}

/** Counts from nothing whenever it begins: what it adds up in memory cannot go on in its middle. */
export const replayJob: JobKind<ReplayInput, null> = {
  kind: REPLAY_JOB,
  label: { "zh-CN": "积分规则回放", en: "Rule replay", ko: "적립 규칙 재현" },
  permission: "rules:write",
  pausable: false,
  async run(context) {
    const { app, job, input } = context;
    await context.step(async (tx) => {
      await setReplay(tx, input, { state: "running", done: 0, started_at: app.runtime.clock.now() });
      return { anew: true };
    });
    const result = await app.database.read(job.tenant_id, async (db) => {
      await db.query({ text: `set local statement_timeout = ${STATEMENT_MS}` });
      const row = await db.first(
        sql_builder
          .selectFrom("points.replay")
          .select(["rule_id", "rule_version", "from_date", "to_date"])
          .where("tenant_id", "=", db.tenant_id)
          .where("replay_id", "=", input.replay_id),
      );
      if (!row) throw new Error("a replay's job has its replay");
      const today = await readPolicy(db);
      const rule = await getTriedRule(db, row.rule_id, row.rule_version);
      const now = tenantNow(await getTenant(db), app.runtime);
      await move(context, { policy_revision: today.revision });
      const plan = { today, rule, from: row.from_date, to: row.to_date, now };
      return runReplay(db, plan, (progress) => move(context, progress));
    });
    await context.step(async (tx) => {
      const ended_at = app.runtime.clock.now();
      await setReplay(tx, input, { state: "done", ended_at, result: JSON.stringify(result) });
      return {};
    });
    return { replay_id: toWireId("replay", input.replay_id) };
  },
  async onEnd(tx, app, job) {
    // The job's own input: a replay.
    const input = job.input as ReplayInput;
    if (job.state === "failed" || job.state === "canceled")
      await setReplay(tx, input, { state: job.state, ended_at: app.runtime.clock.now() });
  },
};

interface Change {
  state?: "running" | "done" | "failed" | "canceled";
  done?: number;
  total?: number;
  policy_revision?: number;
  started_at?: Date;
  ended_at?: Date;
  result?: string;
}

/** Writes down how far it is, at once and for everybody to see. */
async function move({ input, step }: JobContext<ReplayInput, null>, change: Change): Promise<void> {
  await step(async (tx) => {
    const before = await setReplay(tx, input, change);
    const { done = before, total } = change;
    return { done: done - before, ok: done - before, ...(total === undefined ? {} : { total }) };
  });
}

/** How far it was before. */
async function setReplay(tx: Tx, { replay_id }: ReplayInput, change: Change): Promise<number> {
  const own = (e: { tenant_id: string }) =>
    sql_builder.selectFrom("points.replay").where("tenant_id", "=", e.tenant_id).where("replay_id", "=", replay_id);
  const before = await tx.first(own(tx).select("done").forUpdate());
  await tx.run(
    sql_builder
      .updateTable("points.replay")
      .set(change)
      .where("tenant_id", "=", tx.tenant_id)
      .where("replay_id", "=", replay_id)
      .where("state", "in", ["queued", "running"]),
  );
  return before?.done ?? 0;
}
