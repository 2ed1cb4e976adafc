import { addDays, businessDateOf } from "../../platform/kernel/dates.ts";
import type { TimerHandler, Timer } from "../../platform/jobs/timers.ts";
import { expireLots } from "../ledger/index.ts";
import { getProgram } from "./program.ts";

export const EXPIRY_TIMER = "points.expire";

/** One timer per instant at which points run out: the same key for every lot that ends then. */
export function expiryTimer(expires_at: Date): Timer {
  return { kind: EXPIRY_TIMER, key: expires_at.toISOString(), due_at: expires_at, payload: {} };
}

export const runExpiryTimer: TimerHandler = async (tx, runtime, timer) => {
  const due_at = new Date(timer.due_at);
  const { time_zone } = await getProgram(tx);
  const business_date = addDays(businessDateOf(due_at, time_zone), -1);
  await expireLots(tx, runtime, { asset: "points", until: due_at, business_date });
};
