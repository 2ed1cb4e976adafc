// A forgotten password: asked for by anybody, answered by e-mail. Known and unknown addresses cost the same work before the
// answer: the mail is written afterwards, by a job. The second factor stays what it was.
import type { App } from "../../platform/app.ts";
import { recordAudit } from "../../platform/audit/record-audit.ts";
import { hashPassword } from "../../platform/crypto/password.ts";
import { createToken, hashToken } from "../../platform/crypto/tokens.ts";
import { AppError, type Language } from "../../platform/kernel/errors.ts";
import { publicUrl } from "../../platform/public-url.ts";
import { sendMessage } from "../messaging/index.ts";
import { requireGoodPassword } from "./change-password.ts";
import { hashEmail, normalizeEmail } from "./domain/emails.ts";
import { passwordResetMail } from "./domain/mails.ts";
import { endSessionsOfPerson, setPassword } from "./people.ts";
import { listPosts } from "./posts.ts";
import type { Origin } from "./sign-in.ts";

const RESET_MS = 30 * 60_000;
const ASKED_PER_HOUR = 5;

export async function askPasswordReset(
  { database, runtime }: App,
  input: { email: string; language: Language },
): Promise<void> {
  const email = normalizeEmail(input.email);
  const now = runtime.clock.now();
  const expires_at = new Date(now.getTime() + RESET_MS);
  await database.call({
    name: "ask_password_reset",
    text: "select access.ask_password_reset($1, $2, $3, $4, $5, $6, $7)",
    values: [runtime.ids.next(), email, hashEmail(email), input.language, now, expires_at, ASKED_PER_HOUR],
  });
}

/** The job: writes the mail in the tenant used last. Run again it writes no second one. */
export async function sendPasswordReset(app: App, reset_id: string): Promise<void> {
  const { database, runtime, config } = app;
  const [asked] = await database.call<{ person_id: string; email: string; language: Language }>({
    text: "select person_id, email, language from access.find_password_reset($1, $2)",
    values: [reset_id, runtime.clock.now()],
  });
  if (!asked) return;
  const [post] = await listPosts(database, asked.person_id);
  if (!post) return;
  const token = createToken("hy_pr_", runtime.random);
  // Behind the #: it reaches neither a server's log nor another site's Referer.
  const link = publicUrl(config, `/reset-password#${token}`);
  const mail = passwordResetMail(asked.language, { link, minutes: RESET_MS / 60_000 });
  await database.write(post.tenant_id, async (tx) => {
    const [armed] = await tx.query<{ yes: boolean }>({
      text: "select access.arm_password_reset($1, $2) as yes",
      values: [reset_id, hashToken(token)],
    });
    const told = { language: asked.language, hidden: [link], ...mail };
    if (armed?.yes) await sendMessage(tx, app, { medium: "email", kind: "password_reset", to: asked.email, ...told });
  });
}

/**
 * A new password by the link of the mail. Every session of the person ends. Answers which they were.
 * @throws link_gone · and the rules of passwords
 */
export async function completePasswordReset(
  { database, runtime }: App,
  input: { token: string; password: string },
  origin: Origin,
): Promise<string[]> {
  const now = runtime.clock.now();
  const token_hash = hashToken(input.token);
  const [person] = await database.call<{ person_id: string; email: string }>({
    text: "select person_id, email from access.find_reset_by_token($1, $2)",
    values: [token_hash, now],
  });
  if (!person) throw new AppError("link_gone");
  requireGoodPassword(input.password, person.email);
  const [post] = await listPosts(database, person.person_id);
  if (!post) throw new AppError("link_gone");
  const { staff_id } = post;
  const password_hash = await hashPassword(input.password);
  return database.write(post.tenant_id, async (tx) => {
    const [used] = await tx.query<{ yes: boolean }>({
      text: "select access.use_password_reset($1, $2) as yes",
      values: [token_hash, now],
    });
    if (!used?.yes) throw new AppError("link_gone");
    await setPassword(tx, person.person_id, password_hash, now);
    const ended = await endSessionsOfPerson(tx, person.person_id, null, now);
    const by = { ...origin, actor: "staff", actor_id: staff_id, session_id: null } as const;
    await recordAudit(tx, runtime, by, { action: "password.reset", subject: { kind: "staff", id: staff_id } });
    return ended;
  });
}
