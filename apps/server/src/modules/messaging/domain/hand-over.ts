/** What a carrier said of a message, or why it said nothing. Its own code and words, for people. */
export interface Trouble {
  code: string;
  text: string;
  /** channel: every other message would meet the same. */
  of: "message" | "channel";
}

export type HandOver =
  | { outcome: "sent"; carrier_message_id: string | null }
  /** Sending it again would be refused again. */
  | ({ outcome: "refused" } & Trouble)
  | ({ outcome: "later"; wait_seconds?: number } & Trouble);

export type Receipt =
  | { state: "waiting" }
  | { state: "delivered"; at: Date | null }
  | { state: "failed"; code: string; text: string };

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** The pauses after failed attempts: eight attempts in about five hours. */
const RETRY_AFTER_MS = [
  5 * SECOND_MS,
  30 * SECOND_MS,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  3 * HOUR_MS,
] as const;

/** When the carrier is asked what became of a message, counted from one question to the next: three days in all. */
const ASK_AFTER_MS = [
  20 * SECOND_MS,
  MINUTE_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  3 * HOUR_MS,
  12 * HOUR_MS,
  24 * HOUR_MS,
  32 * HOUR_MS,
] as const;

export type Fate =
  | { status: "sent"; receipt_due_at: Date | null }
  | { status: "queued"; due_at: Date }
  | { status: "failed" };

/** `attempts` counts this one. A message that would come too late is given up. */
export function judgeHandOver(
  told: HandOver,
  { attempts, expires_at, has_receipts }: { attempts: number; expires_at: Date | null; has_receipts: boolean },
  now: Date,
): Fate {
  if (told.outcome === "sent") {
    return { status: "sent", receipt_due_at: has_receipts ? askAfter(0, now) : null };
  }
  const pause = RETRY_AFTER_MS[attempts - 1];
  if (told.outcome === "refused" || pause === undefined) return { status: "failed" };
  const due_at = new Date(now.getTime() + Math.max(pause, (told.wait_seconds ?? 0) * SECOND_MS));
  return expires_at !== null && due_at >= expires_at ? { status: "failed" } : { status: "queued", due_at };
}

/** Null: asked often enough, it stays as it is. */
export function askAfter(asked: number, now: Date): Date | null {
  const pause = ASK_AFTER_MS[asked];
  return pause === undefined ? null : new Date(now.getTime() + pause);
}

const LONGEST_REST_MS = 5 * MINUTE_MS;

/** Until when a channel is left alone after so many failures in a row: one message after another would only repeat them. */
export function restAfter(failures: number, now: Date): Date {
  return new Date(now.getTime() + Math.min(5 * SECOND_MS * 2 ** Math.min(failures - 1, 10), LONGEST_REST_MS));
}

export interface Minute {
  minute_started_at: Date | null;
  taken: number;
  per_minute: number;
}

/** How many of `wanted` messages the channel takes now, and what its minute is afterwards. */
export function takeOfMinute(minute: Minute, wanted: number, now: Date) {
  const fresh = !minute.minute_started_at || now.getTime() - minute.minute_started_at.getTime() >= MINUTE_MS;
  const taken = fresh ? 0 : minute.taken;
  const count = Math.max(0, Math.min(wanted, minute.per_minute - taken));
  return { count, taken, minute_started_at: fresh ? now : minute.minute_started_at };
}
