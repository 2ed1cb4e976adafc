import { registerErrors } from "../../platform/kernel/errors.ts";

registerErrors({
  payments_do_not_match: {
    status: 422,
    title: { "zh-CN": "付款与应付不符", en: "Payments do not match the total", ko: "결제 금액 불일치" },
    detail: {
      "zh-CN": "各行合计 {expected} 分，付款合计 {actual} 分。",
      en: "The lines come to {expected} fen, the payments to {actual} fen.",
      ko: "항목 합계 {expected}펀, 결제 합계 {actual}펀입니다.",
    },
  },
  wallet_needs_member: {
    status: 422,
    title: { "zh-CN": "储值付款需要会员", en: "Wallet payment needs a member", ko: "충전금 결제에는 회원이 필요함" },
    detail: {
      "zh-CN": "请先识别会员，再用储值付款。",
      en: "Identify the member before paying from a wallet.",
      ko: "충전금으로 결제하려면 먼저 회원을 확인하세요.",
    },
  },
  purchase_not_found: {
    status: 404,
    title: { "zh-CN": "没有这笔消费", en: "No such purchase", ko: "해당 구매 없음" },
    detail: {
      "zh-CN": "这笔消费不存在，或不在你的数据范围内。",
      en: "The purchase does not exist or is outside your data scope.",
      ko: "구매가 없거나 데이터 범위를 벗어났습니다.",
    },
  },
});
