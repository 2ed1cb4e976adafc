import { sql_builder } from "../../../platform/db/builder.ts";
import { appendEvents } from "../../../platform/events/outbox.ts";
import type { Timer, TimerHandler } from "../../../platform/jobs/timers.ts";
import { ADJUSTMENT_COLUMNS, type Adjustment } from "./adjustment.ts";
import { adjustmentEvent } from "./adjustment-event.ts";

/** How long a request waits for its second person. */
export const WAITING_MS = 72 * 3_600_000;
export const ADJUSTMENT_TIMER = "points.adjustment_end";

export function adjustmentTimer({ adjustment_id, ends_at }: Adjustment): Timer {
  return { kind: ADJUSTMENT_TIMER, key: adjustment_id, due_at: ends_at, payload: {} };
}

/** A request that nobody decided ends. One that was decided meanwhile is no longer waiting, and stays as it is. */
export const runAdjustmentTimer: TimerHandler = async (tx, runtime, timer) => {
  const now = new Date(timer.due_at);
  const adjustment = await tx.first(
    sql_builder
      .updateTable("points.adjustment")
      .set({ state: "expired", decided_at: now })
      .where("tenant_id", "=", tx.tenant_id)
      .where("adjustment_id", "=", timer.key)
      .where("state", "=", "waiting")
      .returning(ADJUSTMENT_COLUMNS),
  );
  if (!adjustment) return;
  const times = { now, recorded_at: runtime.clock.now() };
  await appendEvents(tx, [adjustmentEvent(runtime, "points.adjustment_expired", adjustment, times)]);
};
