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
  hold_not_found: {
    status: 404,
    title: { "zh-CN": "没有这笔冻结", en: "No such hold", ko: "해당 보류 없음" },
    detail: {
      "zh-CN": "这笔冻结不存在，或不在你的数据范围内。",
      en: "The hold does not exist or is outside your data scope.",
      ko: "보류가 없거나 데이터 범위를 벗어났습니다.",
    },
  },
  same_owner: {
    status: 422,
    title: { "zh-CN": "转出与转入是同一方", en: "Both sides are the same", ko: "보내는 쪽과 받는 쪽이 같음" },
    detail: {
      "zh-CN": "请选择另一位接收者。",
      en: "Choose somebody else to receive it.",
      ko: "다른 받는 사람을 선택하세요.",
    },
  },
  asset_not_transferable: {
    status: 422,
    title: { "zh-CN": "不能转让", en: "Cannot be transferred", ko: "양도할 수 없음" },
    detail: {
      "zh-CN": "{asset} 是欠账，不能转让。",
      en: "{asset} is a debt and stays with its owner.",
      ko: "{asset}은(는) 미상환 잔액이므로 양도할 수 없습니다.",
    },
  },
  overdraft_not_allowed: {
    status: 422,
    title: { "zh-CN": "不能透支", en: "No overdraft here", ko: "초과 사용 불가" },
    detail: {
      "zh-CN": "只有公司账户可以透支。",
      en: "Only a company's account may be overdrawn.",
      ko: "기업 계정만 초과 사용할 수 있습니다.",
    },
  },
  overdraft_in_use: {
    status: 409,
    title: { "zh-CN": "透支额度已用", en: "Overdraft in use", ko: "초과 한도 사용 중" },
    detail: {
      "zh-CN": "已透支 {used}，不能把额度降到 {limit}。",
      en: "{used} is drawn already, so the limit cannot become {limit}.",
      ko: "이미 {used}을(를) 사용하여 한도를 {limit}(으)로 낮출 수 없습니다.",
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
