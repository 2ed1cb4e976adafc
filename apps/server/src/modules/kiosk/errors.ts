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
    title: t("需要先验证手机号", "Verify your phone first", "먼저 전화번호를 인증해 주세요"),
    detail: t(
      "刷卡只能查询。请改用会员码或手机验证码识别后再绑定。",
      "A card alone can only look up. Show your member code, or verify your phone.",
      "카드로는 조회만 가능합니다. 회원 코드나 휴대전화 인증 후 연결하세요.",
    ),
  },
  kiosk_staff_needed: {
    status: 422,
    title: t("需要工作人员协助", "Staff have to check first", "직원 확인이 필요합니다"),
    detail: t(
      "为保护持卡人，这张卡首次绑定手机前需由工作人员核对本人。请呼叫工作人员。",
      "To protect whoever owns this card, staff check who you are before its first phone is linked. Please call them.",
      "카드 주인을 보호하기 위해 첫 휴대전화 연결 전에 직원이 본인을 확인합니다. 직원을 호출해 주세요.",
    ),
  },
  kiosk_release_wrong: {
    status: 422,
    title: t("放行码不对", "Not the release code", "확인 코드가 맞지 않습니다"),
    detail: t(
      "请输入应答这台自助机的呼叫后，后台显示的 6 位放行码；应答后 15 分钟内有效，只能用一次，输错 5 次作废。",
      "Enter the 6-digit release code the console showed when this kiosk's call was answered. It is good for 15 minutes, once, and for five tries.",
      "이 키오스크의 호출에 응답할 때 콘솔에 표시된 6자리 확인 코드를 입력하세요. 15분간 한 번만 유효하며 5회 틀리면 무효가 됩니다.",
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
