import { registerFieldTexts } from "../../platform/i18n/field-texts.ts";
import { registerErrors } from "../../platform/kernel/errors.ts";

registerFieldTexts({
  newcomer_needs_phone: {
    "zh-CN": "登记新会员须填手机号（phone）",
    en: "Whoever is to become a member is named by phone",
    ko: "새 회원 등록에는 휴대폰 번호(phone)가 필요합니다",
  },
  named_twice: {
    "zh-CN": "同一行只能写一次",
    en: "Names the same line twice",
    ko: "같은 행을 두 번 지정했습니다",
  },
});

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
  points_need_member: {
    status: 422,
    title: {
      "zh-CN": "积分付款需要会员",
      en: "Paying with points needs a member",
      ko: "포인트 결제에는 회원이 필요함",
    },
    detail: {
      "zh-CN": "请先识别会员，再用积分付款。",
      en: "Identify the member before paying with points.",
      ko: "포인트로 결제하려면 먼저 회원을 확인하세요.",
    },
  },
  points_not_accepted: {
    status: 422,
    title: { "zh-CN": "不能用积分付款", en: "Points are not accepted", ko: "포인트 결제 불가" },
    detail: {
      "zh-CN": "积分计划没有设置积分抵现的比例，请换一种付款方式。",
      en: "The points programme sets no rate for paying with points. Choose another way to pay.",
      ko: "포인트 프로그램에 결제 비율이 설정되어 있지 않습니다. 다른 결제 수단을 선택하세요.",
    },
  },
  refund_exceeds_purchase: {
    status: 422,
    title: { "zh-CN": "超过可退部分", en: "More than can be refunded", ko: "환불 가능 범위 초과" },
    detail: {
      "zh-CN": "第 {line_no} 行还可退 {left_quantity} 件、{left_fen} 分。",
      en: "Line {line_no} has {left_quantity} units and {left_fen} fen left to refund.",
      ko: "{line_no}행에서 환불할 수 있는 것은 {left_quantity}개, {left_fen}펀입니다.",
    },
  },
  refund_undone_elsewhere: {
    status: 409,
    title: { "zh-CN": "这笔付款已另行冲正", en: "Payment already reversed", ko: "이미 취소된 결제" },
    detail: {
      "zh-CN": "这笔消费在账本里已经被冲正，不能再退。请在会员的流水里核对。",
      en: "This purchase has already been reversed in the book. Check the member's entries.",
      ko: "이 구매는 장부에서 이미 취소되었습니다. 회원 내역을 확인하세요.",
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
