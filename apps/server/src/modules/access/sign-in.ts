import type { App } from "../../platform/app.ts";
import type { Database } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { present } from "../../platform/kernel/assert.ts";
import { hashEmail, normalizeEmail } from "./domain/emails.ts";
import { verifyPassword } from "../../platform/crypto/password.ts";
import { LOCK_OUT } from "./domain/session-life.ts";
import { listPosts, type Post } from "./posts.ts";
import { openSession, type SessionTransport } from "./sessions.ts";

export interface SignedIn {
  token: string;
  session_id: string;
  transport: SessionTransport;
  post: Post;
  posts: Post[];
}

export interface SignInInput {
  email: string;
  password: string;
  transport: SessionTransport;
  user_agent: string;
}

/**
 * Opens a session in the tenant used last. An unknown e-mail costs the same work and reads the same as a wrong password.
 * @throws invalid_credentials · locked_out · no_tenant
 */
export async function signIn(
  { database, runtime }: Pick<App, "database" | "runtime">,
  input: SignInInput,
): Promise<SignedIn> {
  const email = normalizeEmail(input.email);
  const email_hash = hashEmail(email);
  const now = runtime.clock.now();
  const since = new Date(now.getTime() - LOCK_OUT.window_ms);
  await refuseLocked(database, email_hash, now, since);
  const [person] = await database.call<{ person_id: string; password_hash: string }>({
    name: "find_person",
    text: "select person_id, password_hash from access.find_person($1)",
    values: [email],
  });
  const right = await verifyPassword(person?.password_hash, input.password);
  if (!(await finishAttempt(database, email_hash, right, now, since)))
    await refuseLocked(database, email_hash, now, since);
  if (!right) throw new AppError("invalid_credentials");
  const posts = await listPosts(database, present(person, "person").person_id);
  const post = posts[0];
  if (!post) throw new AppError("no_tenant");
  const session = await database.write(post.tenant_id, (tx) =>
    openSession(tx, runtime, { staff_id: post.staff_id, transport: input.transport, user_agent: input.user_agent }),
  );
  return { ...session, transport: input.transport, post, posts };
}

async function finishAttempt(
  database: Database,
  email_hash: Buffer,
  right: boolean,
  now: Date,
  since: Date,
): Promise<boolean> {
  const [row] = await database.call<{ stands: boolean }>({
    name: "finish_sign_in",
    text: "select access.finish_sign_in($1, $2, $3, $4, $5) as stands",
    values: [email_hash, right, now, since, LOCK_OUT.failures],
  });
  return present(row, "finish_sign_in answers").stands;
}

async function refuseLocked(database: Database, email_hash: Buffer, now: Date, since: Date): Promise<void> {
  const [row] = await database.call<{ failures: number; oldest: Date | null }>({
    name: "count_sign_in_failures",
    text: "select failures, oldest from access.count_sign_in_failures($1, $2)",
    values: [email_hash, since],
  });
  const { failures, oldest } = present(row, "count_sign_in_failures answers");
  if (failures < LOCK_OUT.failures || oldest === null) return;
  const seconds = Math.max(1, Math.ceil((oldest.getTime() + LOCK_OUT.window_ms - now.getTime()) / 1000));
  throw new AppError("locked_out", { retry_after_seconds: seconds, retry_after_minutes: Math.ceil(seconds / 60) });
}
