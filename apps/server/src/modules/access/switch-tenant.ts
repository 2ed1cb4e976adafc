import type { App } from "../../platform/app.ts";
import type { Caller } from "../../platform/audit/by.ts";
import { recordAudit } from "../../platform/audit/record-audit.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { listPosts } from "./posts.ts";
import { getSession, openSession } from "./sessions.ts";
import type { SignedIn } from "./sign-in.ts";
import { endOwnSession } from "./staff-sessions.ts";

export interface SwitchInput {
  /** The session that is left. */
  from: { tenant_id: string; session_id: string };
  to_tenant_id: string;
}

/** A session belongs to one tenant: switching opens one in the other and ends this one. @throws not_found */
export async function switchTenant(
  { database, runtime }: Pick<App, "database" | "runtime">,
  { from, to_tenant_id }: SwitchInput,
  by: Caller,
): Promise<SignedIn> {
  const session = await database.read(from.tenant_id, (db) => getSession(db, from.session_id));
  const posts = await listPosts(database, session.person_id);
  const post = posts.find((one) => one.tenant_id === to_tenant_id);
  if (!post) throw new AppError("not_found");
  const { transport } = session;
  const { staff_id } = post;
  const opened = await database.write(post.tenant_id, async (tx) => {
    const made = await openSession(tx, runtime, { staff_id, transport, user_agent: by.user_agent });
    const here = { ...by, actor_id: staff_id, session_id: made.session_id };
    const subject = { kind: "session", id: made.session_id } as const;
    await recordAudit(tx, runtime, here, { action: "session.opened", subject, after: { method: "switch" } });
    return made;
  });
  // Opened first: when this fails, the caller keeps the old session and simply tries again.
  await database.write(from.tenant_id, (tx) => endOwnSession(tx, runtime, session, by));
  return { ...opened, transport, post, posts };
}
