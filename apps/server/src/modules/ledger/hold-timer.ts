import type { Timer } from "../../platform/jobs/timers.ts";

export const HOLD_TIMER = "ledger.hold_end";

/** Lets go of a hold when its time is over. */
export const holdTimer = (hold_id: string, due_at: Date): Timer => ({
  kind: HOLD_TIMER,
  key: hold_id,
  due_at,
  payload: {},
});
