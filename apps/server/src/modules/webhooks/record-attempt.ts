import { run } from "../../platform/db/sql.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { randomInteger } from "../../platform/kernel/random.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { finishAttempt, saveAttempt } from "./db/deliveries.gen.ts";
import { judgeDelivery } from "./domain/outcome.ts";
import { noteHealth } from "./endpoint-health.ts";
import type { Reception } from "./post-to-receiver.ts";

export interface MadeAttempt {
  delivery: { delivery_id: string; attempts: number };
  reception: Reception;
  attempted_at: Date;
  duration_ms: number;
}

const JITTER_STEPS = 1_000;

/** What became of a message, of the attempt and of the endpoint: one transaction. */
export async function recordAttempt(
  tx: Tx,
  runtime: Runtime,
  endpoint_id: string,
  { delivery, reception, attempted_at, duration_ms }: MadeAttempt,
): Promise<void> {
  const { tenant_id } = tx;
  const { delivery_id } = delivery;
  const now = runtime.clock.now();
  const jitter = randomInteger(runtime.random, JITTER_STEPS) / JITTER_STEPS;
  const outcome = judgeDelivery(reception, delivery.attempts + 1, now, jitter);
  const status = reception.status ?? null;
  const error = reception.error ?? null;
  // The endpoint before its deliveries, as everybody locks them.
  await noteHealth(tx, runtime, endpoint_id, reception);
  await run(tx, saveAttempt, {
    tenant_id,
    attempt_id: runtime.ids.next(),
    delivery_id,
    attempted_at,
    duration_ms,
    status,
    error,
    ip: reception.ip ?? null,
    excerpt: reception.excerpt.toWellFormed(),
  });
  await run(tx, finishAttempt, {
    tenant_id,
    delivery_id,
    state: outcome.state,
    due_at: outcome.state === "waiting" ? outcome.due_at : null,
    status,
    error,
    finished_at: outcome.state === "waiting" ? null : now,
  });
}
