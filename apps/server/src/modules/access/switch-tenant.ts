import type { App } from "../../platform/app.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { listPosts } from "./posts.ts";
import { getSession, openSession, revokeSession } from "./sessions.ts";
import type { SignedIn } from "./sign-in.ts";

export interface SwitchInput {
  /** The session that is left. */
  from: { tenant_id: string; session_id: string };
  to_tenant_id: string;
  user_agent: string;
}

/** A session belongs to one tenant: switching opens one in the other and ends this one. @throws not_found */
export async function switchTenant(
  { database, runtime }: Pick<App, "database" | "runtime">,
  { from, to_tenant_id, user_agent }: SwitchInput,
): Promise<SignedIn> {
  const session = await database.read(from.tenant_id, (db) => getSession(db, from.session_id));
  const posts = await listPosts(database, session.person_id);
  const post = posts.find((one) => one.tenant_id === to_tenant_id);
  if (!post) throw new AppError("not_found");
  const { transport } = session;
  const opened = await database.write(post.tenant_id, (tx) =>
    openSession(tx, runtime, { staff_id: post.staff_id, transport, user_agent }),
  );
  // Opened first: when this fails, the caller keeps the old session and simply tries again.
  await database.write(from.tenant_id, (tx) => revokeSession(tx, runtime, session));
  return { ...opened, transport, post, posts };
}
