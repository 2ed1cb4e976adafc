export const SMS_CODE_DIGITS = 6;
export const SMS_CODE_TTL_SECONDS = 5 * 60;
export const SMS_CODE_ATTEMPTS = 5;
export const SMS_RESEND_SECONDS = 60;
export const SMS_CODES_PER_HOUR = 10;
/** From one address, to whomever: a family, a shop's network or a carrier's many customers behind it, and nobody who writes to a whole city. */
export const CODES_PER_MINUTE = 60;
export const CODES_PER_HOUR = 600;
/** From one address, at whomever's code. */
export const GUESSES_PER_MINUTE = 300;

const HOUR_MS = 3_600_000;

/** What is remembered of the codes sent to one phone. */
export interface SmsCodeState {
  attempts: number;
  sent_count: number;
  window_started_at: Date;
  sent_at: Date;
  expires_at: Date;
  used_at: Date | null;
}

export type SendDecision =
  | { send: true; sent_count: number; window_started_at: Date }
  | { send: false; retry_after_seconds: number };

const secondsUntil = (at: number, now: Date) => Math.max(1, Math.ceil((at - now.getTime()) / 1000));

/** May another code go to this phone now? One a minute, ten in an hour counted from the first. */
export function decideSend(state: SmsCodeState | undefined, now: Date): SendDecision {
  if (!state) return { send: true, sent_count: 1, window_started_at: now };
  const resend_at = state.sent_at.getTime() + SMS_RESEND_SECONDS * 1000;
  if (now.getTime() < resend_at) return { send: false, retry_after_seconds: secondsUntil(resend_at, now) };
  const window_ends = state.window_started_at.getTime() + HOUR_MS;
  if (now.getTime() >= window_ends) return { send: true, sent_count: 1, window_started_at: now };
  if (state.sent_count >= SMS_CODES_PER_HOUR)
    return { send: false, retry_after_seconds: secondsUntil(window_ends, now) };
  return { send: true, sent_count: state.sent_count + 1, window_started_at: state.window_started_at };
}

export type CodeVerdict = "accepted" | "code_wrong" | "code_expired";

/**
 * Is this the code that was sent? A phone that never asked gets the same "wrong" as a wrong guess; a code that was used or
 * guessed at five times is as gone as an old one.
 */
export function judgeCode(state: SmsCodeState | undefined, matches: boolean, now: Date): CodeVerdict {
  if (!state) return "code_wrong";
  if (state.used_at || state.attempts >= SMS_CODE_ATTEMPTS || now >= state.expires_at) return "code_expired";
  return matches ? "accepted" : "code_wrong";
}
