import { assert } from "../kernel/assert.ts";
import type { Runtime } from "../kernel/runtime.ts";
import type { Database, Tx } from "../db/pool.ts";

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

/**
 * Runs a tenant's timers due by `until`, one transaction each, in order of due time. `before` is called in each
 * transaction first (a sandbox moves its clock to the timer's own time there). Stops after `budget_ms` of real time.
 */
export async function runDueTimers(
  database: Database,
  runtime: Runtime,
  input: { tenant_id: string; until: Date; budget_ms: number; before?: (tx: Tx, due_at: Date) => Promise<void> },
): Promise<{ run: number; complete: boolean }> {
  const started = runtime.clock.now().getTime();
  for (let run = 0; ; run++) {
    if (runtime.clock.now().getTime() - started > input.budget_ms) return { run, complete: false };
    const ran = await database.write(input.tenant_id, async (tx) => {
      const [timer] = await tx.query<Timer>({
        name: "take_timer",
        text: `delete from platform.timer t
               where t.tenant_id = $1 and (t.kind, t.key) = (
                 select d.kind, d.key from platform.timer d where d.tenant_id = $1 and d.due_at <= $2
                 order by d.due_at, d.kind, d.key limit 1 for update)
               returning t.kind, t.key, t.due_at, t.payload`,
        values: [tx.tenant_id, input.until],
      });
      if (!timer) return false;
      const handler = handlers.get(timer.kind);
      assert(handler, `timers of kind ${timer.kind} have a handler`);
      await input.before?.(tx, timer.due_at);
      await handler(tx, runtime, timer);
      return true;
    });
    if (!ran) return { run, complete: true };
  }
}
