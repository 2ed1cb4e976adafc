import { fillText, type Language } from "../../../platform/kernel/errors.ts";

const TEXTS: Record<Language, string> = {
  "zh-CN": "【{tenant}】验证码 {code}，{minutes} 分钟内有效。请勿告诉他人。",
  en: "[{tenant}] Your code is {code}. It is valid for {minutes} minutes. Do not share it.",
  ko: "[{tenant}] 인증번호 {code}, {minutes}분간 유효합니다. 타인에게 알려주지 마세요.",
};

export function smsCodeText(language: Language, tenant: string, code: string, ttl_seconds: number): string {
  return fillText(TEXTS[language], { tenant, code, minutes: Math.floor(ttl_seconds / 60) });
}

const NAMES: Record<Language, string> = { "zh-CN": "会员{tail}", en: "Member {tail}", ko: "회원{tail}" };

/** What somebody is called who has not said their name. */
export function defaultName(language: Language, phone_tail: string): string {
  return fillText(NAMES[language], { tail: phone_tail });
}

const SUBJECTS: Record<Language, string> = {
  "zh-CN": "{tenant}：登录验证码",
  en: "{tenant}: your sign-in code",
  ko: "{tenant}: 로그인 인증번호",
};

export function emailCodeText(language: Language, tenant: string, code: string, ttl_seconds: number) {
  const body = smsCodeText(language, tenant, code, ttl_seconds);
  return { subject: fillText(SUBJECTS[language], { tenant }), body };
}
