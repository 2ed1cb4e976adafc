import { registerFieldTexts } from "../../../platform/i18n/field-texts.ts";
import { registerErrors } from "../../../platform/kernel/errors.ts";

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });

registerErrors({
  not_blocked: {
    status: 422,
    title: t("会员未被限制", "The member is not blocked", "제한되지 않은 회원입니다"),
    detail: t(
      "限制可能刚被解除或已到期。",
      "The block may have been ended, or its time is over.",
      "제한이 해제되었거나 기한이 지났을 수 있습니다.",
    ),
  },
  block_ends_in_past: {
    status: 422,
    title: t("结束时间已过", "The block would be over already", "종료 시각이 지났습니다"),
    detail: t("结束时间须晚于现在。", "Choose an end that lies ahead.", "현재보다 뒤의 시각을 선택하세요."),
  },
  sign_in_blocked: {
    status: 403,
    title: t("暂时无法登录", "Signing in is not possible now", "지금은 로그인할 수 없습니다"),
    detail: t(
      "请联系服务台，我们会帮您处理。",
      "Please see the service desk; we are glad to help.",
      "안내 데스크로 문의해 주세요. 도와드리겠습니다.",
    ),
  },
});

registerFieldTexts({
  block_ends_in_past: t("须晚于现在", "Must lie ahead", "현재보다 뒤여야 합니다"),
});
