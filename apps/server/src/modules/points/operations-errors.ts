import { registerErrors } from "../../platform/kernel/errors.ts";

registerErrors({
  adjustment_closed: {
    status: 409,
    title: { "zh-CN": "这条调整已不在等待", en: "No longer waiting", ko: "더 이상 대기 중이 아님" },
    detail: {
      "zh-CN": "这条积分调整已被别人处理，或已超过 72 小时。请刷新查看结果。",
      en: "Somebody has decided this adjustment already, or its 72 hours are over. Reload to see what became of it.",
      ko: "이 포인트 조정은 이미 처리되었거나 72시간이 지났습니다. 새로 고침하여 결과를 확인하세요.",
    },
  },
  external_id_of_another: {
    status: 409,
    title: { "zh-CN": "外部编号已用于别人", en: "Number used for somebody else", ko: "외부 번호가 다른 대상에 사용됨" },
    detail: {
      "zh-CN": "外部编号 {external_id} 之前已用于另一位会员或家庭。新的操作请用新的编号。",
      en: "The external_id {external_id} was used for another member or household. Use a new one for a new operation.",
      ko: "외부 번호 {external_id}는 이미 다른 회원 또는 가족에 사용되었습니다. 새 작업에는 새 번호를 사용하세요.",
    },
  },
  period_too_long: {
    status: 422,
    title: { "zh-CN": "期间太长或颠倒", en: "Period too long or reversed", ko: "기간이 너무 길거나 반대임" },
    detail: {
      "zh-CN": "开始日期不能晚于结束日期，最长 {days} 天。",
      en: "It begins no later than it ends and spans at most {days} days.",
      ko: "시작일은 종료일보다 늦을 수 없고, 최대 {days}일입니다.",
    },
  },
  replay_over: {
    status: 409,
    title: { "zh-CN": "重放已经结束", en: "The replay is over", ko: "재현이 이미 끝남" },
    detail: {
      "zh-CN": "这次重放已经完成或失败，不能再取消。",
      en: "This replay has finished or failed already and can no longer be cancelled.",
      ko: "이 재현은 이미 완료되었거나 실패하여 취소할 수 없습니다.",
    },
  },
});
