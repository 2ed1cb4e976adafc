import { type Route, route, zNothing } from "../../../platform/http/route.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { endMemberSession } from "../member-sessions.ts";
import { sendSignInCode } from "../send-sign-in-code.ts";
import { CODES_PER_HOUR, CODES_PER_MINUTE, GUESSES_PER_MINUTE } from "../domain/sms-code.ts";
import { signInMember } from "../sign-in-member.ts";
import { profileOf } from "./member-routes.ts";
import { zSignedIn, zSignIn, zSmsCodeRequest, zSmsCodeSent } from "./member-schema.ts";

const smsCode = route({
  method: "POST",
  path: "/v1/member/sms_codes",
  summary: "Send a sign-in code to a phone",
  description: "The answer does not tell whether the phone belongs to a member.",
  tag: "member",
  access: { actors: ["public"] },
  limit_per_minute: CODES_PER_MINUTE,
  limit_per_hour: CODES_PER_HOUR,
  body: zSmsCodeRequest,
  response: { 202: zSmsCodeSent },
  errors: ["not_found", "sms_too_soon"],
  handler: async ({ app, body, language }) => {
    const { tenant_id, phone } = body;
    const outcome = await app.database.write(tenant_id, (tx) =>
      sendSignInCode(tx, app, { medium: "sms", to: phone, language }),
    );
    if (!outcome.sent) throw new AppError("sms_too_soon", { retry_after_seconds: outcome.retry_after_seconds });
    return { body: { resend_after_seconds: outcome.resend_after_seconds } };
  },
});

const signIn = route({
  method: "POST",
  path: "/v1/member/sessions",
  summary: "Sign in with the code; whoever is new becomes a member",
  tag: "member",
  access: { actors: ["public"] },
  limit_per_minute: GUESSES_PER_MINUTE,
  body: zSignIn,
  response: { 201: zSignedIn },
  errors: ["code_wrong", "code_expired", "consent_required", "sign_in_blocked"],
  handler: async ({ app, body, language, headers, ip }) => {
    const { tenant_id, ...input } = body;
    const user_agent = String(headers["user-agent"] ?? "");
    const outcome = await app.database.write(tenant_id, (tx) =>
      signInMember(tx, app, { ...input, language, user_agent, ip }),
    );
    if (outcome.outcome !== "signed_in") throw new AppError(outcome.outcome);
    const { token, member, registered } = outcome;
    return { body: { token, registered, member: await profileOf(app, tenant_id, member.member_id, language) } };
  },
});

const signOut = route({
  method: "DELETE",
  path: "/v1/member/session",
  summary: "Sign out",
  tag: "member",
  access: { actors: ["member"] },
  response: { 204: zNothing },
  handler: async ({ app, auth }) => {
    const { session_id = "" } = auth;
    await app.database.write(auth.tenant_id, (tx) => endMemberSession(tx, app.runtime, session_id));
    return { status: 204 };
  },
});

export const signInRoutes: Route[] = [smsCode, signIn, signOut];
