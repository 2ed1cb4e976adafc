import { z } from "zod";
import { type Route, route } from "../../../platform/http/route.ts";
import { wireId } from "../../../platform/http/schema.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { readIdentity } from "../domain/identity-value.ts";
import { CODES_PER_HOUR, CODES_PER_MINUTE, GUESSES_PER_MINUTE } from "../domain/sms-code.ts";
import { sendSignInCode } from "../send-sign-in-code.ts";
import { signInByEmail } from "../sign-in-member.ts";
import { profileOf } from "./member-routes.ts";
import { arrival_fields, zSignedIn, zSmsCodeSent } from "./member-schema.ts";

/** An address as people write it; the handler gets the identity it is. */
const zEmail = z
  .string()
  .max(128)
  .meta({ example: "li@example.com" })
  .transform((text, context) => {
    const identity = readIdentity("email", undefined, text);
    if (typeof identity === "object") return identity;
    context.issues.push({ code: "custom", input: text, params: { code: "invalid_email" } });
    return z.NEVER;
  });

const emailCode = route({
  method: "POST",
  path: "/v1/member/email_codes",
  summary: "Send a sign-in code by e-mail",
  description: "The answer does not tell whether the address belongs to a member.",
  tag: "member",
  access: { actors: ["public"] },
  limit_per_minute: CODES_PER_MINUTE,
  limit_per_hour: CODES_PER_HOUR,
  body: z.strictObject({ tenant_id: wireId("tenant"), email: zEmail }),
  response: { 202: zSmsCodeSent },
  errors: ["not_found", "sms_too_soon"],
  handler: async ({ app, body, language }) => {
    const address = { medium: "email", to: body.email.value, language } as const;
    const outcome = await app.database.write(body.tenant_id, (tx) => sendSignInCode(tx, app, address));
    if (!outcome.sent) throw new AppError("sms_too_soon", { retry_after_seconds: outcome.retry_after_seconds });
    return { body: { resend_after_seconds: outcome.resend_after_seconds } };
  },
});

const signIn = route({
  method: "POST",
  path: "/v1/member_sessions/email",
  summary: "Sign in with the code of a mail; whoever is new becomes a member",
  tag: "member",
  access: { actors: ["public"] },
  limit_per_minute: GUESSES_PER_MINUTE,
  body: z.strictObject({ tenant_id: wireId("tenant"), email: zEmail, code: z.string().max(10), ...arrival_fields }),
  response: { 201: zSignedIn },
  errors: ["code_wrong", "code_expired", "consent_required", "sign_in_blocked"],
  handler: async ({ app, body, language, headers, ip }) => {
    const { tenant_id, ...input } = body;
    const user_agent = String(headers["user-agent"] ?? "");
    const outcome = await app.database.write(tenant_id, (tx) =>
      signInByEmail(tx, app, { ...input, language, user_agent, ip }),
    );
    if (outcome.outcome !== "signed_in") throw new AppError(outcome.outcome);
    const { token, member, registered } = outcome;
    return { body: { token, registered, member: await profileOf(app, tenant_id, member.member_id, language) } };
  },
});

export const emailRoutes: Route[] = [emailCode, signIn];
