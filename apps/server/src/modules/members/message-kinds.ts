import { registerSmsKind } from "../messaging/index.ts";

registerSmsKind("sms_code", {
  label: { "zh-CN": "登录验证码", en: "Sign-in code", ko: "로그인 인증번호" },
  params: { code: "135790", minutes: "5" },
});
