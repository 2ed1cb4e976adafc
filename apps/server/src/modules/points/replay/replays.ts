import { sql_builder } from "../../../platform/db/builder.ts";
import type { Db, Tx } from "../../../platform/db/pool.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import type { Runtime } from "../../../platform/kernel/runtime.ts";
import type { Actor } from "../actor.ts";
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
  attempt: number;
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
  "attempt",
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
  input: { rule_id: string; version: number | undefined; from: string; to: string; actor: Actor },
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
    attempt: 0,
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
  await tx.run(sql_builder.insertInto("points.replay").values({ tenant_id: tx.tenant_id, ...row, beat_at: now }));
  await tx.query({
    text: "select platform.add_job('points_replay', $1, $2)",
    values: [JSON.stringify({ tenant_id: tx.tenant_id, replay_id: replay.replay_id }), `replay ${replay.replay_id}`],
  });
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

/** Ends a replay that is not over. The job sees it at its next page. @throws not_found · replay_over */
export async function cancelReplay(tx: Tx, runtime: Runtime, replay_id: string): Promise<Replay> {
  const found = await getReplay(tx, replay_id);
  const canceled = await tx.first(
    sql_builder
      .updateTable("points.replay")
      .set({ state: "canceled", ended_at: runtime.clock.now() })
      .where("tenant_id", "=", tx.tenant_id)
      .where("replay_id", "=", replay_id)
      .where("state", "in", ["queued", "running"])
      .returning(COLUMNS),
  );
  if (!canceled && found.state !== "canceled") throw new AppError("replay_over");
  return typed(canceled ?? found);
}
