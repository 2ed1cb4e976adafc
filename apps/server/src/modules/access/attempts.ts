// How often somebody may be wrong: passwords by e-mail, second steps by person. Failures are counted without keeping what
// was tried, and one after the other, so that a hundred guesses sent at once get no more tries than five.
import { createHash } from "node:crypto";
import type { App } from "../../platform/app.ts";
import type { Database } from "../../platform/db/pool.ts";
import { present } from "../../platform/kernel/assert.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { hashEmail } from "./domain/emails.ts";
import { LOCK_OUT } from "./domain/session-life.ts";

/** Whose failures are counted. */
export type Attempted =
  | { email: string }
  /** A browser that this person has signed in with before. */
  | { email: string; known_browser: string }
  /** Somebody who is in and shows their password again: strangers at the door do not keep them from it. */
  | { signed_in: string }
  | { second_factor_of: string }
  /** A digest of tenant and number. */
  | { phone_of: string };

function keyOf(whose: Attempted): Buffer {
  if ("email" in whose && !("known_browser" in whose)) return hashEmail(whose.email);
  return createHash("sha256").update(wordsOf(whose)).digest();
}

function wordsOf(whose: Exclude<Attempted, { email: string; known_browser?: never }>): string {
  if ("known_browser" in whose) return `known browser\n${whose.known_browser}\n${whose.email}`;
  if ("signed_in" in whose) return `signed in\n${whose.signed_in}`;
  if ("phone_of" in whose) return `phone\n${whose.phone_of}`;
  return `second factor\n${whose.second_factor_of}`;
}

/**
 * Runs one attempt and counts it: a right one forgets the wrong ones before it. Answers what `attempt` found.
 * @throws locked_out
 */
export async function countAttempt<T>(
  { database, runtime }: Pick<App, "database" | "runtime">,
  whose: Attempted,
  attempt: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const key = keyOf(whose);
  const now = runtime.clock.now();
  const since = new Date(now.getTime() - LOCK_OUT.window_ms);
  await refuseLocked(database, key, now, since);
  const found = await attempt();
  if (await finish(database, key, found !== undefined, now, since)) return found;
  await refuseLocked(database, key, now, since);
  return undefined;
}

async function finish(database: Database, key: Buffer, right: boolean, now: Date, since: Date): Promise<boolean> {
  const [row] = await database.call<{ stands: boolean }>({
    name: "finish_sign_in",
    text: "select access.finish_sign_in($1, $2, $3, $4, $5) as stands",
    values: [key, right, now, since, LOCK_OUT.failures],
  });
  return present(row, "finish_sign_in answers").stands;
}

async function refuseLocked(database: Database, key: Buffer, now: Date, since: Date): Promise<void> {
  const [row] = await database.call<{ failures: number; oldest: Date | null }>({
    name: "count_sign_in_failures",
    text: "select failures, oldest from access.count_sign_in_failures($1, $2)",
    values: [key, since],
  });
  const { failures, oldest } = present(row, "count_sign_in_failures answers");
  if (failures < LOCK_OUT.failures || oldest === null) return;
  const seconds = Math.max(1, Math.ceil((oldest.getTime() + LOCK_OUT.window_ms - now.getTime()) / 1000));
  throw new AppError("locked_out", { retry_after_seconds: seconds, retry_after_minutes: Math.ceil(seconds / 60) });
}
