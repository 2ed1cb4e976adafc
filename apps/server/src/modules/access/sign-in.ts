import type { App } from "../../platform/app.ts";
import { recordAudit } from "../../platform/audit/record-audit.ts";
import type { Caller } from "../../platform/audit/by.ts";
import { verifyPassword } from "../../platform/crypto/password.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { countAttempt } from "./attempts.ts";
import { normalizeEmail } from "./domain/emails.ts";
import { findKnownBrowser } from "./known-browser.ts";
import { findPerson } from "./people.ts";
import { listPosts, type Post } from "./posts.ts";
import { openSession, type SessionTransport } from "./sessions.ts";
import { closeChallenge, findChallenge, openChallenge, type SignInChallenge } from "./sign-in-challenge.ts";
import { findSecondFactor, tryCode } from "./second-factor.ts";

export interface SignedIn {
  token: string;
  session_id: string;
  transport: SessionTransport;
  post: Post;
  posts: Post[];
}

/** Whence a sign-in comes, for the session and the audit log. */
export type Origin = Pick<Caller, "ip" | "user_agent" | "request_id" | "route">;

export interface SignInInput {
  email: string;
  password: string;
  transport: SessionTransport;
  /** As the browser sent them. */
  cookies?: string | undefined;
}

/**
 * The first step: a session in the tenant used last (a sandbox only where there is no other) or, for somebody with a
 * second factor, a challenge to show it. An unknown e-mail costs the same work and reads the same as a wrong password.
 * @throws invalid_credentials · locked_out · no_tenant
 */
export async function signIn(app: App, input: SignInInput, origin: Origin): Promise<SignedIn | SignInChallenge> {
  const email = normalizeEmail(input.email);
  const known_browser = findKnownBrowser(app, input.cookies, email);
  const whose = known_browser === undefined ? { email } : { email, known_browser };
  const person = await countAttempt(app, whose, async () => {
    const found = await findPerson(app.database, email);
    return (await verifyPassword(found?.password_hash, input.password)) ? found : undefined;
  });
  if (!person) throw new AppError("invalid_credentials");
  const { person_id } = person;
  const factor = await findSecondFactor(app.database, person_id);
  if (factor?.confirmed_at) return openChallenge(app, { person_id, transport: input.transport });
  return enter(app, { person_id, transport: input.transport }, origin, "password");
}

/**
 * The second step: a code of the authenticator app or a recovery code, each of which works once.
 * @throws challenge_gone · code_refused · locked_out · no_tenant
 */
export async function signInSecondStep(
  app: App,
  input: { challenge: string; code: string },
  origin: Origin,
): Promise<SignedIn> {
  const challenge = await findChallenge(app, input.challenge);
  if (!challenge) throw new AppError("challenge_gone");
  const { person_id } = challenge;
  const kind = await countAttempt(app, { second_factor_of: person_id }, () => tryCode(app, person_id, input.code));
  if (!kind) throw new AppError("code_refused");
  if (!(await closeChallenge(app.database, input.challenge))) throw new AppError("challenge_gone");
  return enter(app, challenge, origin, kind);
}

type Method = "password" | "totp" | "recovery_code" | "sms_code";

async function enter(
  app: App,
  { person_id, transport }: { person_id: string; transport: SessionTransport },
  origin: Origin,
  method: Method,
): Promise<SignedIn> {
  const posts = await listPosts(app.database, person_id);
  const post = posts[0];
  if (!post) throw new AppError("no_tenant");
  return openPost(app, { post, posts, transport }, origin, method);
}

/** A session in one of a person's tenants. */
export async function openPost(
  { database, runtime }: App,
  { post, posts, transport }: { post: Post; posts: Post[]; transport: SessionTransport },
  origin: Origin,
  method: Method,
): Promise<SignedIn> {
  const { staff_id } = post;
  const session = await database.write(post.tenant_id, async (tx) => {
    const opened = await openSession(tx, runtime, { staff_id, transport, user_agent: origin.user_agent });
    const by = { ...origin, actor: "staff", actor_id: staff_id, session_id: opened.session_id } as const;
    const subject = { kind: "session", id: opened.session_id } as const;
    await recordAudit(tx, runtime, by, { action: "session.opened", subject, after: { method } });
    return opened;
  });
  return { ...session, transport, post, posts };
}
