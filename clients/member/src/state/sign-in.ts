import Taro from "@tarojs/taro";
import { call } from "../api/api.ts";
import { keepMember } from "./member.ts";
import { startSession } from "./personal.ts";
import { TEXT_VERSION } from "./settings.ts";
import { codeInAddress } from "./origin.ts";
import { loadTenant } from "./tenant.ts";

export async function requestCode(phone: string): Promise<{ resend_after_seconds: number }> {
  const { tenant_id } = await loadTenant();
  return call("POST /v1/member/sms_codes", { body: { tenant_id, phone } });
}

/** Signs in, or registers whoever is new: the consent given on this device goes with it. */
export async function signIn(phone: string, code: string): Promise<{ registered: boolean }> {
  const { tenant_id } = await loadTenant();
  const consents = [{ purpose: "membership" as const, text_version: TEXT_VERSION }];
  const { token, member, registered } = await call("POST /v1/member/sessions", {
    body: { tenant_id, phone, code, consents, ...codeInAddress() },
  });
  startSession({ token, tenant_id, member_id: member.member_id });
  keepMember(member);
  return { registered };
}

/** WeChat says who it is, and for who is new the number behind the button. A WeChat code works once. */
export async function signInByWechat(phone_code: string): Promise<void> {
  const { tenant_id } = await loadTenant();
  const { code } = await Taro.login();
  const app_id = Taro.getAccountInfoSync().miniProgram.appId;
  const consents = [{ purpose: "membership" as const, text_version: TEXT_VERSION }];
  const { token, member } = await call("POST /v1/member_sessions/wechat", {
    body: { tenant_id, app_id, code, phone_code, consents },
  });
  startSession({ token, tenant_id, member_id: member.member_id });
  keepMember(member);
}
