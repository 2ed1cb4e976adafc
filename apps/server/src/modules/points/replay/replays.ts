import type { App } from "../../../platform/app.ts";
import type { By } from "../../../platform/audit/by.ts";
import { sql_builder } from "../../../platform/db/builder.ts";
import type { Db, Tx } from "../../../platform/db/pool.ts";
import { findJob, listJobsOf, startJob } from "../../../platform/jobs/jobs.ts";
import { cancelJob } from "../../../platform/jobs/steer-job.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import type { Runtime } from "../../../platform/kernel/runtime.ts";
import type { Actor } from "../actor.ts";
import { REPLAY_JOB, type ReplayInput } from "./replay-job.ts";
import type { ReplayResult } from "./replay-result.ts";
import { getTriedRule } from "./tried-rule.ts";

export const REPLAY_STATES = ["queued", "running", "done", "failed", "canceled"] as const;
export type ReplayState = (typeof REPLAY_STATES)[number];

export interface Replay {
  replay_id: string;
  rule_id: string;
  rule_version: number;
  from_date: string;
  to_date: string;
  state: ReplayState;
  done: number;
  total: number | null;
  policy_revision: number | null;
  result: ReplayResult | null;
  requested_by_kind: Actor["kind"];
  requested_by: string;
  requested_at: Date;
  started_at: Date | null;
  ended_at: Date | null;
}

const COLUMNS = [
  "replay_id",
  "rule_id",
  "rule_version",
  "from_date",
  "to_date",
  "state",
  "done",
  "total",
  "policy_revision",
  "result",
  "requested_by_kind",
  "requested_by",
  "requested_at",
  "started_at",
  "ended_at",
] as const;

const replays = sql_builder.selectFrom("points.replay").select(COLUMNS);
const typed = (row: Omit<Replay, "result"> & { result: unknown }) => row as Replay;

/** Puts a replay in the queue. @throws not_found, when there is no such rule or version */
export async function startReplay(
  tx: Tx,
  runtime: Runtime,
  input: { rule_id: string; version: number | undefined; from: string; to: string; actor: Actor; by: By },
): Promise<Replay> {
  const rule = await getTriedRule(tx, input.rule_id, input.version);
  const now = runtime.clock.now();
  const replay: Replay = {
    replay_id: runtime.ids.next(),
    rule_id: rule.rule_id,
    rule_version: rule.version,
    from_date: input.from,
    to_date: input.to,
    state: "queued",
    done: 0,
    total: null,
    policy_revision: null,
    result: null,
    requested_by_kind: input.actor.kind,
    requested_by: input.actor.id,
    requested_at: now,
    started_at: null,
    ended_at: null,
  };
  const { result: _, ...row } = replay;
  await tx.run(sql_builder.insertInto("points.replay").values({ tenant_id: tx.tenant_id, ...row }));
  await startJob(
    tx,
    { runtime },
    {
      kind: REPLAY_JOB,
      title: rule.name,
      subject: { kind: "replay", id: replay.replay_id },
      input: { replay_id: replay.replay_id } satisfies ReplayInput,
      by: input.by,
      scope: "all",
    },
  );
  return replay;
}

/** @throws not_found */
export async function getReplay(db: Db, replay_id: string): Promise<Replay> {
  const row = await db.first(replays.where("tenant_id", "=", db.tenant_id).where("replay_id", "=", replay_id));
  if (!row) throw new AppError("not_found");
  return typed(row);
}

/** Newest first, `limit` + 1 rows. */
export async function listReplays(
  db: Db,
  page: { rule_id: string | undefined; limit: number; after: { requested_at: Date; replay_id: string } | undefined },
): Promise<Replay[]> {
  const { rule_id, after } = page;
  let query = replays.where("tenant_id", "=", db.tenant_id);
  if (rule_id !== undefined) query = query.where("rule_id", "=", rule_id);
  if (after) {
    query = query.where((e) =>
      e(e.refTuple("requested_at", "replay_id"), "<", e.tuple(after.requested_at, after.replay_id)),
    );
  }
  const rows = await db.all(
    query
      .orderBy("requested_at", "desc")
      .orderBy("replay_id", "desc")
      .limit(page.limit + 1),
  );
  return rows.map(typed);
}

/** Ends a replay that is not over, with its job. @throws not_found · replay_over */
export async function cancelReplay(tx: Tx, app: App, by: By, replay_id: string): Promise<Replay> {
  const found = await getReplay(tx, replay_id);
  if (found.state === "canceled") return found;
  const [job] = await listJobsOf(tx, replay_id);
  const locked = job && (await findJob(tx, job.job_id, { lock: true }));
  if (!locked || locked.ended_at !== null) throw new AppError("replay_over");
  await cancelJob(tx, app, by, locked);
  return getReplay(tx, replay_id);
}
