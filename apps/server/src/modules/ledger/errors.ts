import { registerErrors } from "../../platform/kernel/errors.ts";

registerErrors({
  insufficient_balance: {
    status: 422,
    title: { "zh-CN": "余额不足", en: "Insufficient balance", ko: "잔액 부족" },
    detail: {
      "zh-CN": "可用 {available}，需要 {required}。",
      en: "{available} available, {required} required.",
      ko: "사용 가능 {available}, 필요 {required}.",
    },
  },
  transaction_not_found: {
    status: 404,
    title: { "zh-CN": "没有这笔交易", en: "No such transaction", ko: "해당 거래 없음" },
    detail: {
      "zh-CN": "这笔交易不存在，或不在你的数据范围内。",
      en: "The transaction does not exist or is outside your data scope.",
      ko: "거래가 없거나 데이터 범위를 벗어났습니다.",
    },
  },
  block_not_found: {
    status: 404,
    title: { "zh-CN": "没有这个区块", en: "No such block", ko: "해당 블록 없음" },
    detail: {
      "zh-CN": "账本目前封存到第 {blocks} 个区块。",
      en: "The chain has {blocks} blocks so far.",
      ko: "현재 체인에는 블록이 {blocks}개 있습니다.",
    },
  },
});
