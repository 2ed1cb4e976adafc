import { registerFieldTexts } from "../../platform/i18n/field-texts.ts";
import { registerErrors } from "../../platform/kernel/errors.ts";

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });

registerErrors({
  member_blocked: {
    status: 422,
    title: t("会员已停用", "The member is blocked", "차단된 회원입니다"),
    detail: t(
      "这位会员已被停用，不能消费或积分。请先恢复。",
      "The member is blocked and can neither buy nor earn. Unblock them first.",
      "차단된 회원은 구매하거나 적립할 수 없습니다. 먼저 차단을 해제하세요.",
    ),
  },
  code_invalid: {
    status: 422,
    title: t("会员码无效", "The member code is not valid", "유효하지 않은 회원 코드입니다"),
    detail: t(
      "这不是本集团的会员码，请会员在手机上打开会员码重试。",
      "This is not a member code of this group. Ask the member to show the code again.",
      "이 그룹의 회원 코드가 아닙니다. 회원에게 코드를 다시 보여 달라고 하세요.",
    ),
  },
  code_expired: {
    status: 422,
    title: t("码已过期", "The code has expired", "코드가 만료되었습니다"),
    detail: t("请获取新的码后重试。", "Get a new code and try again.", "새 코드를 받아 다시 시도하세요."),
  },
  code_wrong: {
    status: 422,
    title: t("验证码不正确", "The code is wrong", "인증번호가 올바르지 않습니다"),
    detail: t(
      "请核对短信中的 6 位验证码。",
      "Check the six digits in the message.",
      "문자의 6자리 인증번호를 확인하세요.",
    ),
  },
  consent_required: {
    status: 422,
    title: t("需要同意入会协议", "Consent is required", "동의가 필요합니다"),
    detail: t(
      "注册会员须同意会员服务协议（membership）。",
      "Registering needs consent to the purpose “membership”.",
      "회원 가입에는 membership 목적에 대한 동의가 필요합니다.",
    ),
  },
  registration_off: {
    status: 422,
    title: t("未开放消费登记", "Purchases do not register", "구매 시 등록을 사용하지 않습니다"),
    detail: t(
      "没有这个手机号的会员，且本集团未开放消费时登记新会员。",
      "Nobody has this phone, and purchases do not register new members here.",
      "이 번호의 회원이 없으며, 구매 시 회원 등록을 사용하지 않습니다.",
    ),
  },
  consent_text_missing: {
    status: 422,
    title: t("还没有发布协议文本", "No text is published", "게시된 동의 문서가 없습니다"),
    detail: t(
      "请先发布「{purpose}」的文本，再征得同意。",
      "Publish a text for {purpose} before anybody can agree to it.",
      "먼저 {purpose} 문서를 게시해야 동의를 받을 수 있습니다.",
    ),
  },
  sms_too_soon: {
    status: 429,
    title: t("验证码发送过于频繁", "Too many codes", "인증번호 요청이 너무 잦습니다"),
    detail: t(
      "请在 {retry_after_seconds} 秒后再获取。",
      "Ask for another in {retry_after_seconds} seconds.",
      "{retry_after_seconds}초 후에 다시 요청하세요.",
    ),
  },
});

registerFieldTexts({
  membership_needed: t("须包含 membership", "Must include membership", "membership을 포함해야 합니다"),
});
