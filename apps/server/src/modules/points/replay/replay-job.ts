import type { TaskList } from "graphile-worker";
import type { Logger } from "pino";
import { z } from "zod";
import { sql_builder } from "../../../platform/db/builder.ts";
import type { Database } from "../../../platform/db/pool.ts";
import type { Runtime } from "../../../platform/kernel/runtime.ts";
import { getTenant, tenantNow } from "../../org/index.ts";
import { readPolicy } from "../policy-store.ts";
import { runReplay } from "./run-replay.ts";
import { getTriedRule } from "./tried-rule.ts";

/** Sorting the keys of a long period is one statement; everything else takes far less. */
const STATEMENT_MS = 240_000;
/** A replay that did not move for so long has lost its worker: longer than any of its statements may take. */
const SILENT_MS = 300_000;
const ATTEMPTS = 3;

/** Every minute: what a dead worker left behind. */
export const POINTS_CRONTAB = "* * * * * points_revive_replays ?max=1";

const zJob = z.object({ tenant_id: z.uuid(), replay_id: z.uuid() });
type Job = z.output<typeof zJob>;

/** The replay was cancelled, or another worker has begun it anew. */
class Stopped extends Error {}

export function replayTasks(database: Database, runtime: Runtime, log: Logger): TaskList {
  return {
    points_replay: async (payload) => {
      const job = zJob.parse(payload);
      const attempt = await beginReplay(database, runtime, job);
      if (attempt === undefined) return;
      try {
        await replay(database, runtime, { ...job, attempt });
      } catch (error) {
        if (error instanceof Stopped) return;
        log.error({ err: error, ...job, attempt }, "a replay failed");
        await giveUp(database, runtime, { ...job, attempt });
        // Once more, from the beginning, when the queue thinks it is time. After the last attempt there is nothing to do.
        throw error;
      }
    },
    points_revive_replays: async () => {
      const now = runtime.clock.now();
      const before = new Date(now.getTime() - SILENT_MS);
      await database.call({ text: "select points.revive_replays($1, $2)", values: [before, now] });
    },
  };
}

type Attempt = Job & { attempt: number };

/** Takes a queued replay; undefined when it is over, or somebody else's. */
function beginReplay(database: Database, runtime: Runtime, { tenant_id, replay_id }: Job): Promise<number | undefined> {
  const now = runtime.clock.now();
  return database.write(tenant_id, async (tx) => {
    const row = await tx.first(
      sql_builder
        .updateTable("points.replay")
        .set((e) => ({ state: "running", attempt: e("attempt", "+", 1), done: 0, started_at: now, beat_at: now }))
        .where("tenant_id", "=", tenant_id)
        .where("replay_id", "=", replay_id)
        .where("state", "=", "queued")
        .returning("attempt"),
    );
    return row?.attempt;
  });
}

async function replay(database: Database, runtime: Runtime, attempt: Attempt): Promise<void> {
  const { tenant_id, replay_id } = attempt;
  const result = await database.read(tenant_id, async (db) => {
    await db.query({ text: `set local statement_timeout = ${STATEMENT_MS}` });
    const row = await db.first(
      sql_builder
        .selectFrom("points.replay")
        .select(["rule_id", "rule_version", "from_date", "to_date"])
        .where("tenant_id", "=", tenant_id)
        .where("replay_id", "=", replay_id),
    );
    if (!row) throw new Stopped();
    const today = await readPolicy(db);
    const rule = await getTriedRule(db, row.rule_id, row.rule_version);
    const now = tenantNow(await getTenant(db), runtime);
    await move(database, runtime, attempt, { policy_revision: today.revision });
    const plan = { today, rule, from: row.from_date, to: row.to_date, now };
    return runReplay(db, plan, (progress) => move(database, runtime, attempt, progress));
  });
  const ended_at = runtime.clock.now();
  await move(database, runtime, attempt, { state: "done", ended_at, result: JSON.stringify(result) });
}

interface Change {
  done?: number;
  total?: number;
  policy_revision?: number;
  state?: "done";
  ended_at?: Date;
  result?: string;
}

/** Writes down how far it is, at once and for everybody to see. @throws Stopped */
async function move(database: Database, runtime: Runtime, attempt: Attempt, change: Change): Promise<void> {
  const moved = await database.write(attempt.tenant_id, (tx) =>
    tx.run(ownRow(attempt).set({ ...change, beat_at: runtime.clock.now() })),
  );
  if (moved === 0) throw new Stopped();
}

async function giveUp(database: Database, runtime: Runtime, attempt: Attempt): Promise<void> {
  const now = runtime.clock.now();
  const last = attempt.attempt >= ATTEMPTS;
  await database.write(attempt.tenant_id, (tx) =>
    tx.run(
      ownRow(attempt).set({ state: last ? "failed" : "queued", beat_at: now, ...(last ? { ended_at: now } : {}) }),
    ),
  );
}

const ownRow = ({ tenant_id, replay_id, attempt }: Attempt) =>
  sql_builder
    .updateTable("points.replay")
    .where("tenant_id", "=", tenant_id)
    .where("replay_id", "=", replay_id)
    .where("state", "=", "running")
    .where("attempt", "=", attempt);
