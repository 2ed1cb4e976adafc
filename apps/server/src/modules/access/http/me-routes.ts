import { z } from "zod";
import { AppError } from "../../../platform/kernel/errors.ts";
import { sessionCookie } from "../../../platform/http/cookie.ts";
import { type Route, route, zNothing } from "../../../platform/http/route.ts";
import { forgetSession, forgetSessions } from "../authenticate.ts";
import { businessDateOf, instantOf } from "../../../platform/kernel/dates.ts";
import { zBusinessDate, zCount } from "../../../platform/http/schema.ts";
import { readMoment } from "../../org/index.ts";
import { changePassword } from "../change-password.ts";
import { EVERYBODY } from "../../../platform/kernel/reach.ts";
import { getStaff } from "../list-staff.ts";
import { readOwnDay } from "../own-day.ts";
import { listPosts, mustHaveSecondFactor } from "../posts.ts";
import {
  checkPassword,
  confirmTotp,
  disableTotp,
  findSecondFactor,
  offerTotp,
  renewRecoveryCodes,
} from "../second-factor.ts";
import { getSession } from "../sessions.ts";
import { zCode, zPassword, zProof, zRecoveryCodes, zSecurity, zTotpOffer } from "./identity-schema.ts";
import { holderOf, own, sessionBody, userAgent } from "./opened.ts";
import { zStaffSession } from "./schema.ts";

/** Nobody else does these for a person, so no permission is asked for. */
const access = { actors: ["staff"], before_setup: true } as const;
const tag = "access";
const PASSWORD_ERRORS = ["password_too_short", "password_common", "password_has_email"] as const;

const security = route({
  method: "GET",
  path: "/v1/me/security",
  summary: "One's own password and second factor",
  tag,
  access,
  response: { 200: zSecurity },
  handler: async ({ app, auth }) => {
    const { person, staff_id } = await holderOf(app, auth);
    const { phone_tail } = await app.database.read(auth.tenant_id, (db) => getStaff(db, staff_id, EVERYBODY));
    const factor = await findSecondFactor(app.database, person.person_id);
    const enabled_at = factor?.confirmed_at?.toISOString() ?? null;
    return {
      body: {
        email: person.email,
        phone_tail,
        password_changed_at: person.password_changed_at.toISOString(),
        totp: {
          enabled_at,
          required: await mustHaveSecondFactor(app.database, person.person_id),
          recovery_codes_left: enabled_at === null ? 0 : (factor?.codes_left ?? 0),
        },
      },
    };
  },
});

const password = route({
  method: "POST",
  path: "/v1/me/password",
  summary: "Change one's own password",
  audit: ["password.changed"],
  description: "Ends every session of the person, in every tenant; the answer brings a new one for this device.",
  tag,
  access,
  limit_per_minute: 60,
  body: z.strictObject({ current_password: zPassword, password: zPassword }),
  response: { 200: zStaffSession },
  errors: ["password_wrong", "locked_out", ...PASSWORD_ERRORS],
  handler: async ({ app, auth, body, by, headers, secure, language }) => {
    const { tenant_id } = auth;
    const holder = await holderOf(app, auth);
    const { transport } = await app.database.read(tenant_id, (db) => getSession(db, holder.session_id));
    const changed = await changePassword(app, tenant_id, holder, { ...body, user_agent: userAgent(headers) }, by);
    forgetSessions(app.database, changed.ended);
    const posts = await listPosts(app.database, holder.person.person_id);
    const post = posts.find((one) => one.tenant_id === tenant_id);
    if (!post) throw new AppError("unauthenticated");
    const shown = await sessionBody(app, post, posts, language);
    return transport === "cookie"
      ? { body: shown, headers: { "set-cookie": sessionCookie(changed.token, secure) } }
      : { body: { ...shown, token: changed.token } };
  },
});

const totp = route({
  method: "POST",
  path: "/v1/me/totp",
  summary: "A new secret for an authenticator app; a first code of it turns the second factor on",
  audit: { none: "nothing holds before the first code" },
  tag,
  access,
  limit_per_minute: 60,
  body: z.strictObject({ password: zPassword }),
  response: { 201: zTotpOffer },
  errors: ["password_wrong", "locked_out", "totp_on"],
  handler: async ({ app, auth, body }) => {
    const holder = await holderOf(app, auth);
    await checkPassword(app, holder.person, body.password);
    return { body: await offerTotp(app, holder) };
  },
});

const confirmation = route({
  method: "POST",
  path: "/v1/me/totp/confirm",
  summary: "Turn the second factor on with the first code",
  audit: ["totp.enabled"],
  description: "Ends the person's other sessions: they never showed a second factor.",
  tag,
  access,
  limit_per_minute: 60,
  body: z.strictObject({ code: zCode }),
  response: { 200: zRecoveryCodes },
  errors: ["code_refused", "locked_out", "totp_on", "totp_off"],
  handler: async ({ app, auth, body, by }) => {
    const holder = await holderOf(app, auth);
    const { recovery_codes, ended } = await confirmTotp(app, auth.tenant_id, holder, body.code, by);
    // The session in use lives on and is no longer held back.
    forgetSessions(app.database, [...ended, holder.session_id]);
    return { body: { recovery_codes } };
  },
});

const disabling = route({
  method: "POST",
  path: "/v1/me/totp/disable",
  summary: "Turn the second factor off",
  audit: ["totp.disabled"],
  tag,
  access: { actors: ["staff"] },
  limit_per_minute: 60,
  body: zProof,
  response: { 204: zNothing },
  errors: ["password_wrong", "code_refused", "locked_out", "totp_off", "totp_required"],
  handler: async ({ app, auth, body, by }) => {
    await disableTotp(app, auth.tenant_id, await holderOf(app, auth), body, by);
    forgetSession(app.database, own(auth).session_id);
    return {};
  },
});

const renewal = route({
  method: "POST",
  path: "/v1/me/recovery_codes",
  summary: "Ten new recovery codes; the old ones are void",
  audit: ["recovery_codes.renewed"],
  tag,
  access: { actors: ["staff"] },
  limit_per_minute: 60,
  body: zProof,
  response: { 200: zRecoveryCodes },
  errors: ["password_wrong", "code_refused", "locked_out", "totp_off"],
  handler: async ({ app, auth, body, by }) => {
    const holder = await holderOf(app, auth);
    return { body: { recovery_codes: await renewRecoveryCodes(app, auth.tenant_id, holder, body, by) } };
  },
});

const today = route({
  method: "GET",
  path: "/v1/me/today",
  summary: "What I have done today: people registered, decisions at gates, purchases rung up",
  tag,
  access,
  response: {
    200: z
      .object({ date: zBusinessDate, registered: zCount, admissions: zCount, purchases: zCount })
      .meta({ id: "OwnDay" }),
  },
  handler: async ({ app, auth }) => {
    const { tenant_id, staff_id } = own(auth);
    const { time_zone } = (await readMoment(app, tenant_id)).directory.tenant;
    // Deeds are counted by the clock on the wall, in a sandbox too.
    const date = businessDateOf(app.runtime.clock.now(), time_zone);
    const done = await app.database.read(tenant_id, (db) => readOwnDay(db, staff_id, instantOf(date, time_zone)));
    return { body: { date, ...done } };
  },
});

export const meRoutes: Route[] = [today, security, password, totp, confirmation, disabling, renewal];
