import { setTimers, type Timer, type TimerHandler } from "../../platform/jobs/timers.ts";
import { businessDateOf } from "../../platform/kernel/dates.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { getTenant } from "../org/index.ts";
import { expireLots } from "./expire-lots.ts";

export const LEDGER_EXPIRY_TIMER = "ledger.expire";

/** The room that owns an asset may run its expiry by a timer of its own (and tell the member). */
type TimerOf = (expires_at: Date) => Timer;
const timersOf = new Map<string, TimerOf>();

/** Said once per asset, at import. Assets that nobody claims are expired by this room. */
export function registerExpiry(asset: string, timerOf: TimerOf): void {
  timersOf.set(asset, timerOf);
}

/** The timers at which these lots run out: one per asset and instant. */
export function expiryTimers(lots: readonly { asset: string; expires_at: Date | null }[]): Timer[] {
  const timers = new Map<string, Timer>();
  for (const { asset, expires_at } of lots) {
    if (!expires_at) continue;
    const timer = (timersOf.get(asset) ?? defaultTimer(asset))(expires_at);
    timers.set(`${timer.kind} ${timer.key}`, timer);
  }
  return [...timers.values()];
}

const defaultTimer =
  (asset: string): TimerOf =>
  (due_at) => ({
    kind: LEDGER_EXPIRY_TIMER,
    key: `${asset} ${due_at.toISOString()}`,
    due_at,
    payload: { asset },
  });

export async function setExpiryTimers(
  tx: Tx,
  lots: readonly { asset: string; expires_at: Date | null }[],
): Promise<void> {
  await setTimers(tx, expiryTimers(lots));
}

export const runLedgerExpiry: TimerHandler = async (tx, runtime, timer) => {
  const until = new Date(timer.due_at);
  const { time_zone } = await getTenant(tx);
  const business_date = businessDateOf(new Date(until.getTime() - 1), time_zone);
  // A timer of this kind is made by defaultTimer alone.
  await expireLots(tx, runtime, { asset: timer.payload.asset as string, until, business_date });
};
