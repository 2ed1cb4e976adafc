import { z } from "zod";
import { type Route, route } from "../../../platform/http/route.ts";
import { wireId, zPhone } from "../../../platform/http/schema.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { arrival_fields, profileOf, zSignedIn } from "../../members/index.ts";
import { signInByWechat } from "../sign-in-wechat.ts";

const zCode = z.string().min(1).max(128);

const zWechatSignIn = z.strictObject({
  tenant_id: wireId("tenant"),
  app_id: z.string().min(1).max(40).meta({ example: "wxb11529c136998cb6" }),
  code: zCode.meta({ description: "Of wx.login, or of an official account's page authorisation" }),
  phone_code: zCode.optional().meta({ description: "Of the phone button" }),
  phone: zPhone.optional().meta({ description: "Instead of the button, with sms_code" }),
  sms_code: z.string().max(10).optional(),
  ...arrival_fields,
});

const signIn = route({
  method: "POST",
  path: "/v1/member_sessions/wechat",
  summary: "Sign in with WeChat; whoever is new shows a phone and becomes a member",
  description:
    "`consent_required` before anything else is asked, then `phone_required`. A WeChat code works once: call wx.login again for the next try.",
  tag: "member",
  access: { actors: ["public"] },
  limit_per_minute: 60,
  body: zWechatSignIn,
  response: { 201: zSignedIn },
  errors: [
    "wechat_app_unknown",
    "wechat_code_invalid",
    "wechat_code_used",
    "wechat_busy",
    "wechat_user_blocked",
    "wechat_unavailable",
    "wechat_phone_refused",
    "phone_required",
    "consent_required",
    "sign_in_blocked",
    "code_wrong",
    "code_expired",
    "identity_taken",
    "identities_disagree",
  ],
  handler: async ({ app, body, language, headers, ip, signal }) => {
    const { tenant_id, ...input } = body;
    const user_agent = String(headers["user-agent"] ?? "");
    const outcome = await signInByWechat(app, tenant_id, { ...input, language, user_agent, ip }, signal);
    if (outcome.outcome !== "signed_in") throw new AppError(outcome.outcome);
    const { token, member, registered } = outcome;
    return { body: { token, registered, member: await profileOf(app, tenant_id, member.member_id, language) } };
  },
});

export const signInRoutes: Route[] = [signIn];
