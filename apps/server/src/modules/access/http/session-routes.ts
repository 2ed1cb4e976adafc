import { z } from "zod";
import { present } from "../../../platform/kernel/assert.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import type { Auth } from "../../../platform/http/auth.ts";
import { clearSessionCookie, sessionCookie } from "../../../platform/http/cookie.ts";
import { type Route, route, zNothing } from "../../../platform/http/route.ts";
import { wireId, zPageOf } from "../../../platform/http/schema.ts";
import { forgetSession } from "../authenticate.ts";
import { listPosts } from "../posts.ts";
import { getSession, listSessions, revokeSession } from "../sessions.ts";
import { type SignedIn, signIn } from "../sign-in.ts";
import { switchTenant } from "../switch-tenant.ts";
import { zSessionItem, zSignIn, zStaffSession } from "./schema.ts";
import { showSession, showSessionItem } from "./show.ts";

const userAgent = (headers: Readonly<Record<string, string | string[] | undefined>>) =>
  [headers["user-agent"] ?? ""].flat().join(" ");

function own(auth: Auth): { tenant_id: string; staff_id: string; session_id: string } {
  return {
    tenant_id: auth.tenant_id,
    staff_id: present(auth.staff_id, "staff_id"),
    session_id: present(auth.session_id, "session_id"),
  };
}

/** A cookie keeps the token out of the page's reach; a bearer gets it once, in the answer. */
function opened(signed: SignedIn, secure: boolean) {
  const body = showSession(signed.post, signed.posts);
  return signed.transport === "cookie"
    ? { body, headers: { "set-cookie": sessionCookie(signed.token, secure) } }
    : { body: { ...body, token: signed.token } };
}

const creation = route({
  method: "POST",
  path: "/v1/sessions",
  summary: "Sign in with e-mail and password",
  tag: "access",
  access: { actors: ["public"] },
  limit_per_minute: 300,
  body: zSignIn,
  response: { 201: zStaffSession },
  errors: ["invalid_credentials", "locked_out", "no_tenant", "csrf_refused"],
  handler: async ({ app, body, headers, secure }) => {
    // Without this a foreign page could sign its visitor in as somebody else.
    if (body.transport === "cookie" && headers["x-huiyou-client"] !== "console") throw new AppError("csrf_refused");
    return opened(await signIn(app, { ...body, user_agent: userAgent(headers) }), secure);
  },
});

const current = route({
  method: "GET",
  path: "/v1/session",
  summary: "Who is signed in, where, and with which permissions",
  tag: "access",
  access: { actors: ["staff"] },
  response: { 200: zStaffSession },
  handler: async ({ app, auth }) => {
    const { tenant_id, session_id } = own(auth);
    const session = await app.database.read(tenant_id, (db) => getSession(db, session_id));
    const posts = await listPosts(app.database, session.person_id);
    const post = posts.find((one) => one.tenant_id === tenant_id);
    if (!post) throw new AppError("unauthenticated");
    return { body: showSession(post, posts) };
  },
});

const tenantSwitch = route({
  method: "POST",
  path: "/v1/session/switch",
  summary: "Go on in another tenant of the same person",
  tag: "access",
  access: { actors: ["staff"] },
  body: z.strictObject({ tenant_id: wireId("tenant") }),
  response: { 200: zStaffSession },
  errors: ["not_found"],
  handler: async ({ app, auth, body, headers, secure }) => {
    const from = own(auth);
    const signed = await switchTenant(app, { from, to_tenant_id: body.tenant_id, user_agent: userAgent(headers) });
    forgetSession(app.database, from.session_id);
    return opened(signed, secure);
  },
});

const signOut = route({
  method: "DELETE",
  path: "/v1/session",
  summary: "Sign out",
  tag: "access",
  access: { actors: ["staff"] },
  response: { 204: zNothing },
  handler: async ({ app, auth, secure }) => {
    const session = own(auth);
    await app.database.write(session.tenant_id, (tx) => revokeSession(tx, app.runtime, session));
    forgetSession(app.database, session.session_id);
    return { headers: { "set-cookie": clearSessionCookie(secure) } };
  },
});

const list = route({
  method: "GET",
  path: "/v1/sessions",
  summary: "One's own living sessions, newest first",
  tag: "access",
  access: { actors: ["staff"] },
  response: { 200: zPageOf(zSessionItem) },
  handler: async ({ app, auth }) => {
    const { tenant_id, staff_id, session_id } = own(auth);
    const rows = await app.database.read(tenant_id, (db) => listSessions(db, app.runtime, staff_id));
    return { body: { data: rows.map((row) => showSessionItem(row, session_id)), next_cursor: null } };
  },
});

const revocation = route({
  method: "DELETE",
  path: "/v1/sessions/:session_id",
  summary: "End one of one's own sessions",
  tag: "access",
  access: { actors: ["staff"] },
  params: z.strictObject({ session_id: wireId("session") }),
  response: { 204: zNothing },
  errors: ["not_found"],
  handler: async ({ app, auth, params }) => {
    const { tenant_id, staff_id } = own(auth);
    const { session_id } = params;
    await app.database.write(tenant_id, (tx) => revokeSession(tx, app.runtime, { staff_id, session_id }));
    forgetSession(app.database, session_id);
    return {};
  },
});

export const sessionRoutes: Route[] = [creation, current, tenantSwitch, signOut, list, revocation];
