import { assert } from "../kernel/assert.ts";
import type { Runtime } from "../kernel/runtime.ts";
import type { Database, Db, Tx } from "../db/pool.ts";
import { redactText } from "../telemetry/redact.ts";

const ERROR_LENGTH = 500;

/** A business timer: due in the tenant's own time. (kind, key) is unique per tenant. */
export interface Timer {
  kind: string;
  key: string;
  due_at: Date;
  payload: Record<string, unknown>;
}

/** Runs inside the transaction that removes the timer: its effect and its end commit together. */
export type TimerHandler = (tx: Tx, runtime: Runtime, timer: Timer) => Promise<void>;

const handlers = new Map<string, TimerHandler>();

/** A room says what its timers do, once, at import. */
export function registerTimer(kind: string, handler: TimerHandler): void {
  assert(!handlers.has(kind), `timer kind ${kind} is registered once`);
  handlers.set(kind, handler);
}

/** Sets timers; one that is already set keeps its first due time. */
export async function setTimers(tx: Tx, timers: Timer[]): Promise<void> {
  if (timers.length === 0) return;
  await tx.query({
    name: "set_timers",
    text: `insert into platform.timer (tenant_id, kind, key, due_at, payload)
           select $1, t.kind, t.key, t.due_at, t.payload from jsonb_to_recordset($2) as t(kind text, key text, due_at timestamptz, payload jsonb)
           order by t.kind, t.key
           on conflict do nothing`,
    values: [tx.tenant_id, JSON.stringify(timers)],
  });
}

export interface TimerRun {
  run: number;
  /** What failed: rolled back, still due, tried again later. */
  failures: { kind: string; key: string; error: unknown }[];
  /** False when the budget ended first. */
  complete: boolean;
}

interface RunInput {
  tenant_id: string;
  until: Date;
  budget_ms: number;
  before?: (tx: Tx, due_at: Date) => Promise<void>;
}

/**
 * Runs a tenant's timers due by `until`, one transaction each, in order of due time. `before` is called in each
 * transaction first (a sandbox moves its clock to the timer's own time there). Stops after `budget_ms` of real time.
 * One that fails waits longer each time; those behind it do not wait for it.
 */
export async function runDueTimers(database: Database, runtime: Runtime, input: RunInput): Promise<TimerRun> {
  const started = runtime.clock.now().getTime();
  const outcome: TimerRun = { run: 0, failures: [], complete: false };
  while (runtime.clock.now().getTime() - started <= input.budget_ms) {
    const end = await runNext(database, runtime, input);
    if (end === "none") return { ...outcome, complete: true };
    if (end === "ran") outcome.run += 1;
    else outcome.failures.push(end);
  }
  return outcome;
}

type End = "ran" | "none" | TimerRun["failures"][number];

async function runNext(database: Database, runtime: Runtime, input: RunInput): Promise<End> {
  let taken: Timer | undefined;
  try {
    return await database.write(input.tenant_id, async (tx) => {
      taken = await takeTimer(tx, input.until, runtime.clock.now());
      if (!taken) return "none";
      const handler = handlers.get(taken.kind);
      assert(handler, `timers of kind ${taken.kind} have a handler`);
      await input.before?.(tx, taken.due_at);
      await handler(tx, runtime, taken);
      return "ran";
    });
  } catch (error) {
    if (!taken) throw error;
    const { kind, key } = taken;
    await database.write(input.tenant_id, (tx) => postpone(tx, runtime.clock.now(), { kind, key, error }));
    return { kind, key, error };
  }
}

async function takeTimer(tx: Tx, until: Date, now: Date): Promise<Timer | undefined> {
  const [timer] = await tx.query<Timer>({
    name: "take_timer",
    text: `delete from platform.timer t
           where t.tenant_id = $1 and (t.kind, t.key) = (
             select d.kind, d.key from platform.timer d
             where d.tenant_id = $1 and d.due_at <= $2 and (d.next_try is null or d.next_try <= $3)
             order by d.due_at, d.kind, d.key limit 1 for update)
           returning t.kind, t.key, t.due_at, t.payload`,
    values: [tx.tenant_id, until, now],
  });
  return timer;
}

/** 1, 4, 16 … seconds, at most an hour: the cause is mended by a person or by a release. */
async function postpone(tx: Tx, now: Date, failed: TimerRun["failures"][number]): Promise<void> {
  await tx.query({
    name: "postpone_timer",
    text: `update platform.timer
           set next_try = $4::timestamptz + make_interval(secs => least(3600, 4 ^ least(attempts, 6))),
               attempts = attempts + 1, error = $5
           where tenant_id = $1 and kind = $2 and key = $3`,
    values: [tx.tenant_id, failed.kind, failed.key, now, redactText(messageOf(failed.error)).slice(0, ERROR_LENGTH)],
  });
}

/** Whoever asked for it does not want to wait: those that failed are due again. */
export async function retryTimers(tx: Tx, timer?: { kind: string; key: string }): Promise<number> {
  return tx.execute({
    text: `update platform.timer set next_try = null
           where tenant_id = $1 and attempts > 0 and ($2::text is null or (kind, key) = ($2, $3::text))`,
    values: [tx.tenant_id, timer?.kind ?? null, timer?.key ?? null],
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export interface FailingTimer {
  kind: string;
  key: string;
  due_at: Date;
  attempts: number;
  next_try: Date | null;
  error: string | null;
}

export function listFailingTimers(db: Db, limit: number): Promise<FailingTimer[]> {
  return db.query({
    text: `select kind, key, due_at, attempts, next_try, error from platform.timer
           where tenant_id = $1 and attempts > 0 order by next_try nulls first, kind, key limit $2`,
    values: [db.tenant_id, limit],
  });
}
