import { z } from "zod";
import { AppError } from "../../../platform/kernel/errors.ts";
import { clearSessionCookie } from "../../../platform/http/cookie.ts";
import { type Route, route, zNothing } from "../../../platform/http/route.ts";
import { wireId, zPageOf } from "../../../platform/http/schema.ts";
import { forgetSession, forgetSessions } from "../authenticate.ts";
import { listPosts } from "../posts.ts";
import { getSession, listSessions } from "../sessions.ts";
import { signIn, signInSecondStep } from "../sign-in.ts";
import { endOtherSessions, endOwnSession } from "../staff-sessions.ts";
import { switchTenant } from "../switch-tenant.ts";
import { zSecondStep, zSignInChallenge } from "./identity-schema.ts";
import { opened, originOf, own, requireConsole, sessionBody } from "./opened.ts";
import { zSessionItem, zSignIn, zStaffSession } from "./schema.ts";
import { showSessionItem } from "./show.ts";

const creation = route({
  method: "POST",
  path: "/v1/sessions",
  summary: "Sign in with e-mail and password",
  description: "Somebody with a second factor gets a challenge (202) and goes on with POST /v1/sessions/second_step.",
  tag: "access",
  access: { actors: ["public"] },
  limit_per_minute: 300,
  body: zSignIn,
  response: { 201: zStaffSession, 202: zSignInChallenge },
  errors: ["invalid_credentials", "locked_out", "no_tenant", "csrf_refused"],
  handler: async ({ app, body, secure, ip, headers, request_id, language }) => {
    requireConsole(body.transport, headers);
    const { cookie: cookies } = headers;
    const tried = { ...body, ...(typeof cookies === "string" ? { cookies } : {}) };
    const signed = await signIn(app, tried, originOf({ ip, headers, request_id }, "POST /v1/sessions"));
    if (!("challenge" in signed)) return opened(app, signed, secure, language);
    return { status: 202, body: { challenge: signed.challenge, expires_at: signed.expires_at.toISOString() } };
  },
});

const secondStep = route({
  method: "POST",
  path: "/v1/sessions/second_step",
  summary: "Finish signing in with a code of the authenticator app or a recovery code",
  tag: "access",
  access: { actors: ["public"] },
  limit_per_minute: 300,
  body: zSecondStep,
  response: { 201: zStaffSession },
  errors: ["challenge_gone", "code_refused", "locked_out", "no_tenant"],
  handler: async ({ app, body, secure, ip, headers, request_id, language }) => {
    const origin = originOf({ ip, headers, request_id }, "POST /v1/sessions/second_step");
    return opened(app, await signInSecondStep(app, body, origin), secure, language);
  },
});

const current = route({
  method: "GET",
  path: "/v1/session",
  summary: "Who is signed in, where, and with which permissions",
  tag: "access",
  access: { actors: ["staff"], before_setup: true },
  response: { 200: zStaffSession },
  handler: async ({ app, auth, language }) => {
    const { tenant_id, session_id } = own(auth);
    const session = await app.database.read(tenant_id, (db) => getSession(db, session_id));
    const posts = await listPosts(app.database, session.person_id);
    const post = posts.find((one) => one.tenant_id === tenant_id);
    if (!post) throw new AppError("unauthenticated");
    return { body: await sessionBody(app, post, posts, language) };
  },
});

const tenantSwitch = route({
  method: "POST",
  path: "/v1/session/switch",
  summary: "Go on in another tenant of the same person",
  audit: ["session.ended"],
  tag: "access",
  access: { actors: ["staff"], before_setup: true },
  body: z.strictObject({ tenant_id: wireId("tenant") }),
  response: { 200: zStaffSession },
  errors: ["not_found"],
  handler: async ({ app, auth, body, by, secure, language }) => {
    const from = own(auth);
    const signed = await switchTenant(app, { from, to_tenant_id: body.tenant_id }, by);
    forgetSession(app.database, from.session_id);
    return { ...(await opened(app, signed, secure, language)), status: 200 };
  },
});

const signOut = route({
  method: "DELETE",
  path: "/v1/session",
  summary: "Sign out",
  audit: ["session.ended"],
  tag: "access",
  access: { actors: ["staff"], before_setup: true },
  response: { 204: zNothing },
  handler: async ({ app, auth, secure, by }) => {
    const session = own(auth);
    await app.database.write(session.tenant_id, (tx) => endOwnSession(tx, app.runtime, session, by));
    forgetSession(app.database, session.session_id);
    return { headers: { "set-cookie": clearSessionCookie(secure) } };
  },
});

const list = route({
  method: "GET",
  path: "/v1/sessions",
  summary: "One's own living sessions, newest first",
  tag: "access",
  access: { actors: ["staff"], before_setup: true },
  response: { 200: zPageOf(zSessionItem) },
  handler: async ({ app, auth }) => {
    const { tenant_id, staff_id, session_id } = own(auth);
    const rows = await app.database.read(tenant_id, (db) => listSessions(db, app.runtime, staff_id));
    return { body: { data: rows.map((row) => showSessionItem(row, session_id)), next_cursor: null } };
  },
});

const endOthers = route({
  method: "DELETE",
  path: "/v1/sessions",
  summary: "End all of one's own sessions but this one",
  audit: ["session.ended"],
  tag: "access",
  access: { actors: ["staff"] },
  response: { 204: zNothing },
  handler: async ({ app, auth, by }) => {
    const session = own(auth);
    const ended = await app.database.write(session.tenant_id, (tx) => endOtherSessions(tx, app.runtime, session, by));
    forgetSessions(app.database, ended);
    return {};
  },
});

const revocation = route({
  method: "DELETE",
  path: "/v1/sessions/:session_id",
  summary: "End one of one's own sessions",
  audit: ["session.ended"],
  tag: "access",
  access: { actors: ["staff"], before_setup: true },
  params: z.strictObject({ session_id: wireId("session") }),
  response: { 204: zNothing },
  errors: ["not_found"],
  handler: async ({ app, auth, params, by }) => {
    const { tenant_id, staff_id } = own(auth);
    const { session_id } = params;
    await app.database.write(tenant_id, (tx) => endOwnSession(tx, app.runtime, { staff_id, session_id }, by));
    forgetSession(app.database, session_id);
    return {};
  },
});

export const sessionRoutes: Route[] = [
  creation,
  secondStep,
  current,
  tenantSwitch,
  signOut,
  list,
  endOthers,
  revocation,
];
