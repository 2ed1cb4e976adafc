const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** The pauses after failed attempts: ten attempts over three days. */
const RETRY_AFTER_MS = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
] as const;

/** So many failures in a row, and a receiver is left alone for a while instead of being asked by every message. */
const BREAKS_AT = 5;
const LONGEST_BREAK_MS = 5 * MINUTE_MS;
/** A receiver that took nothing for so long is switched off. */
const GIVE_UP_AFTER_MS = 5 * DAY_MS;

export interface Attempt {
  /** Undefined: no answer came. */
  status: number | undefined;
  /** Of the answer's Retry-After. */
  wait_seconds: number | undefined;
}

export type DeliveryOutcome =
  | { state: "delivered" }
  | { state: "waiting"; due_at: Date }
  /** Nobody tries again by themselves; a person may. */
  | { state: "dead" };

export interface Health {
  failures: number;
  failing_since: Date | null;
}

export interface EndpointOutcome extends Health {
  retry_at: Date | null;
  disabled: "gone" | "failing" | undefined;
}

export const isTaken = ({ status }: Attempt) => status !== undefined && status >= 200 && status < 300;
const isGone = ({ status }: Attempt) => status === 410;

/** `attempts` counts this one; `jitter` is 0…1 and lengthens a pause by up to a tenth, so that messages do not return together. */
export function judgeDelivery(attempt: Attempt, attempts: number, now: Date, jitter: number): DeliveryOutcome {
  if (isTaken(attempt)) return { state: "delivered" };
  const pause = RETRY_AFTER_MS[attempts - 1];
  if (isGone(attempt) || pause === undefined) return { state: "dead" };
  const asked = Math.min((attempt.wait_seconds ?? 0) * SECOND_MS, DAY_MS);
  return { state: "waiting", due_at: new Date(now.getTime() + Math.max(pause * (1 + jitter / 10), asked)) };
}

export function judgeEndpoint(attempt: Attempt, before: Health, now: Date): EndpointOutcome {
  if (isTaken(attempt)) return { failures: 0, failing_since: null, retry_at: null, disabled: undefined };
  const failures = before.failures + 1;
  const failing_since = before.failing_since ?? now;
  const given_up = now.getTime() - failing_since.getTime() >= GIVE_UP_AFTER_MS;
  const disabled = isGone(attempt) ? "gone" : given_up ? "failing" : undefined;
  return { failures, failing_since, retry_at: breakOf(failures, now), disabled };
}

function breakOf(failures: number, now: Date): Date | null {
  if (failures < BREAKS_AT) return null;
  const pause = Math.min(5 * SECOND_MS * 2 ** (failures - BREAKS_AT), LONGEST_BREAK_MS);
  return new Date(now.getTime() + pause);
}
