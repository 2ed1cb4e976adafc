import { SESSION_COOKIE } from "./guard.ts";

const WEEK_SECONDS = 7 * 24 * 3600;

/** Out of reach for scripts, never sent along from a foreign page. Over plain HTTP (a laptop) it cannot be Secure. */
export function sessionCookie(token: string, secure: boolean): string {
  return cookie(token, WEEK_SECONDS, secure);
}

export function clearSessionCookie(secure: boolean): string {
  return cookie("", 0, secure);
}

function cookie(value: string, max_age_seconds: number, secure: boolean): string {
  const base = `${SESSION_COOKIE}=${value}; Path=/; Max-Age=${max_age_seconds}; HttpOnly; SameSite=Strict`;
  return secure ? `${base}; Secure` : base;
}
