import { registerSmsKind } from "../messaging/index.ts";

registerSmsKind("staff_sms_code", {
  label: { "zh-CN": "员工登录验证码", en: "Staff sign-in code", ko: "직원 로그인 인증번호" },
  params: { code: "135790", minutes: "5" },
});
