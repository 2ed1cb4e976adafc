import type { App } from "../../../platform/app.ts";
import type { Auth } from "../../../platform/http/auth.ts";
import { sessionCookie } from "../../../platform/http/cookie.ts";
import { present } from "../../../platform/kernel/assert.ts";
import { AppError, type Language } from "../../../platform/kernel/errors.ts";
import { knownBrowserCookie } from "../known-browser.ts";
import { getPerson } from "../people.ts";
import { lacksSecondFactor, type Post } from "../posts.ts";
import type { Holder } from "../second-factor.ts";
import type { Origin, SignedIn } from "../sign-in.ts";
import { showSession } from "./show.ts";

type Headers = Readonly<Record<string, string | string[] | undefined>>;

export const userAgent = (headers: Headers) => [headers["user-agent"] ?? ""].flat().join(" ");

/** Of a public route, which has no caller yet. */
export function originOf(request: { ip: string; headers: Headers; request_id: string }, route: string): Origin {
  const { ip, headers, request_id } = request;
  return { ip, user_agent: userAgent(headers), request_id, route };
}

export function own(auth: Auth): { tenant_id: string; staff_id: string; session_id: string } {
  return {
    tenant_id: auth.tenant_id,
    staff_id: present(auth.staff_id, "staff_id"),
    session_id: present(auth.session_id, "session_id"),
  };
}

/** The caller as a person: password and second factor are theirs, not their post's. */
export async function holderOf(app: App, auth: Auth): Promise<Holder> {
  const { tenant_id, staff_id, session_id } = own(auth);
  return { person: await app.database.read(tenant_id, (db) => getPerson(db, staff_id)), staff_id, session_id };
}

/** Without this a foreign page could sign its visitor in as somebody else. */
export function requireConsole(transport: "cookie" | "bearer", headers: Headers): void {
  if (transport === "cookie" && headers["x-huiyou-client"] !== "console") throw new AppError("csrf_refused");
}

export async function sessionBody(app: App, post: Post, posts: readonly Post[], language: Language) {
  return showSession(post, posts, { must_set_up: await lacksSecondFactor(app.database, post), language });
}

/** A cookie keeps the token out of the page's reach; a bearer gets it once, in the answer. */
export async function opened(app: App, signed: SignedIn, secure: boolean, language: Language) {
  const { post, posts, token } = signed;
  const body = await sessionBody(app, post, posts, language);
  if (signed.transport === "bearer") return { status: 201 as const, body: { ...body, token } };
  const cookies = [sessionCookie(token, secure), knownBrowserCookie(app, post.email, secure)];
  return { status: 201 as const, body, headers: { "set-cookie": cookies } };
}
