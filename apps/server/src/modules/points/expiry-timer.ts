import { businessDateOf } from "../../platform/kernel/dates.ts";
import type { TimerHandler, Timer } from "../../platform/jobs/timers.ts";
import { appendEvents, type NewEvent } from "../../platform/events/outbox.ts";
import { type ExpiredAccount, expireLots } from "../ledger/index.ts";
import { getTenant } from "../org/index.ts";
import { findProgram } from "./program.ts";

export const EXPIRY_TIMER = "points.expire";
const EVENTS_PER_STATEMENT = 5_000;

/** One timer per instant at which points run out: the same key for every lot that ends then. */
export function expiryTimer(expires_at: Date): Timer {
  return { kind: EXPIRY_TIMER, key: expires_at.toISOString(), due_at: expires_at, payload: {} };
}

export const runExpiryTimer: TimerHandler = async (tx, runtime, timer) => {
  const due_at = new Date(timer.due_at);
  // Points may have been posted where there is no programme yet.
  const { time_zone } = (await findProgram(tx)) ?? (await getTenant(tx));
  const business_date = businessDateOf(new Date(due_at.getTime() - 1), time_zone);
  const expired = await expireLots(tx, runtime, { asset: "points", until: due_at, business_date });
  const recorded_at = runtime.clock.now();
  const eventOf = ({ owner_type, owner_id, transaction_id, amount }: ExpiredAccount): NewEvent => ({
    event_id: runtime.ids.next(),
    type: "points.expired",
    subject_id: owner_id,
    payload: { owner_type, transaction_id, points: amount, expired_on: business_date },
    business_time: due_at,
    recorded_at,
  });
  for (let done = 0; done < expired.length; done += EVENTS_PER_STATEMENT) {
    await appendEvents(tx, expired.slice(done, done + EVENTS_PER_STATEMENT).map(eventOf));
  }
};
