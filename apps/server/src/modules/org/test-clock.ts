import type { Database, Tx } from "../../platform/db/pool.ts";
import { retryTimers, runDueTimers } from "../../platform/jobs/timers.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { getTenant, type Tenant } from "./tenants.ts";

export interface ClockAdvance {
  now: Date;
  timers_run: number;
  /** They are still due and are tried again by the worker. */
  timers_failed: number;
  /** False when the budget ended first: the clock stands at the last timer that ran. */
  complete: boolean;
}

/**
 * Moves a sandbox's clock to `to`, running every business timer that falls due on the way, in order, each at its own time.
 * @throws not_a_sandbox · clock_backwards
 */
export async function advanceTestClock(
  database: Database,
  runtime: Runtime,
  input: { tenant_id: string; to: Date; budget_ms: number },
): Promise<ClockAdvance> {
  const { tenant_id, to, budget_ms } = input;
  const { test_now } = await database.read(tenant_id, getTenant);
  requireAdvance({ test_now }, to);
  await database.write(tenant_id, (tx) => retryTimers(tx));
  const { run, failures, complete } = await runDueTimers(database, runtime, {
    tenant_id,
    until: to,
    budget_ms,
    before: setTestClock,
  });
  if (complete) await database.write(tenant_id, (tx) => setTestClock(tx, to));
  const { test_now: now } = await database.read(tenant_id, getTenant);
  return { now: now ?? to, timers_run: run, timers_failed: failures.length, complete };
}

/** @throws not_a_sandbox · clock_backwards */
export function requireAdvance({ test_now }: Pick<Tenant, "test_now">, to: Date): void {
  if (!test_now) throw new AppError("not_a_sandbox");
  if (to < test_now) throw new AppError("clock_backwards", { now: test_now.toISOString() });
}

/** Never back: a timer set for a time already passed runs now. */
async function setTestClock(tx: Tx, to: Date): Promise<void> {
  await tx.query({
    name: "set_test_clock",
    text: "update org.tenant set test_now = greatest(test_now, $2) where tenant_id = $1 and mode = 'sandbox'",
    values: [tx.tenant_id, to],
  });
}
