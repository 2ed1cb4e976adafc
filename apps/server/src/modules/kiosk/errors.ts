import { registerErrors } from "../../platform/kernel/errors.ts";

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });

registerErrors({
  kiosk_visit_over: {
    status: 404,
    title: t("本次服务已结束", "This visit is over", "이용이 종료되었습니다"),
    detail: t(
      "为保护您的信息，请重新扫码或验证手机号。",
      "To keep your data safe, show your code or phone once more.",
      "개인정보 보호를 위해 코드나 전화번호를 다시 확인해 주세요.",
    ),
  },
  kiosk_proof_needed: {
    status: 422,
    title: t("需要先验证手机号", "Prove your phone first", "먼저 전화번호를 확인해 주세요"),
    detail: t(
      "刷卡只能查询。请改用会员码或手机验证码识别后再绑定。",
      "A card alone only looks up. Show your member code, or prove your phone by a code.",
      "카드로는 조회만 가능합니다. 회원 코드나 휴대전화 인증 후 연결하세요.",
    ),
  },
  kiosk_staff_needed: {
    status: 422,
    title: t("需要工作人员协助", "A colleague has to look first", "직원 확인이 필요합니다"),
    detail: t(
      "为保护持卡人，这张卡首次绑定手机前需由工作人员核对本人。请呼叫工作人员。",
      "To protect whoever owns this card, staff look at the person before its first phone is bound. Please call them.",
      "카드 주인을 보호하기 위해 첫 휴대전화 연결 전에 직원이 본인을 확인합니다. 직원을 호출해 주세요.",
    ),
  },
  kiosk_call_over: {
    status: 422,
    title: t("该呼叫已处理", "This call is settled", "이미 처리된 호출입니다"),
    detail: t(
      "已有同事应答，或客人已取消。",
      "A colleague has answered it, or the visitor took it back.",
      "다른 직원이 응답했거나 고객이 취소했습니다.",
    ),
  },
});
