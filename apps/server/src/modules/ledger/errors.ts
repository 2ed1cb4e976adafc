import { registerFieldTexts } from "../../platform/i18n/field-texts.ts";
import { registerErrors } from "../../platform/kernel/errors.ts";

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });

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
  account_frozen: {
    status: 422,
    title: t("账户已冻结", "The account is frozen", "계정이 동결되었습니다"),
    detail: t(
      "账户所有人已被停用：可以入账，不能支出。请先恢复。",
      "Its owner is blocked: value can be given, not spent. Unblock them first.",
      "소유자가 차단되었습니다. 적립은 가능하지만 사용할 수 없습니다. 먼저 차단을 해제하세요.",
    ),
  },
  hold_not_open: {
    status: 422,
    title: t("冻结已结束", "The hold is not open", "보류가 이미 종료되었습니다"),
    detail: t(
      "这笔冻结的状态是 {state}，不能再扣款或解冻。",
      "The hold is {state}: nothing is left to capture or release.",
      "보류 상태가 {state}이므로 더 이상 사용하거나 해제할 수 없습니다.",
    ),
  },
  hold_expired: {
    status: 422,
    title: t("冻结已到期", "The hold has expired", "보류가 만료되었습니다"),
    detail: t(
      "冻结已于 {ends_at} 到期并解冻，请重新冻结。",
      "The hold ended at {ends_at} and its value was released. Hold it again.",
      "보류가 {ends_at}에 만료되어 해제되었습니다. 다시 보류하세요.",
    ),
  },
  capture_exceeds_hold: {
    status: 422,
    title: t("扣款超过冻结额", "More than is held", "보류 금액을 초과합니다"),
    detail: t("这笔冻结还剩 {held}。", "{held} is still held.", "남은 보류 금액은 {held}입니다."),
  },
  not_reversible: {
    status: 422,
    title: t("不能冲正", "Cannot be reversed", "정정할 수 없습니다"),
    detail: t(
      "冲正、账户合并等交易本身不能再冲正。",
      "A reversal, a merge or an undone merge cannot be reversed itself.",
      "정정이나 계정 병합 거래는 다시 정정할 수 없습니다.",
    ),
  },
  reversal_exceeds: {
    status: 422,
    title: t("冲正超过剩余额", "More than is left to reverse", "정정 가능 금액을 초과합니다"),
    detail: t("还可冲正 {left}。", "{left} is left to reverse.", "정정 가능한 금액은 {left}입니다."),
  },
  nothing_left: {
    status: 422,
    title: t("没有可处理的余额", "Nothing is left", "남은 금액이 없습니다"),
    detail: t(
      "这笔交易已全部冲正，或没有可移回的价值。",
      "All of it has been undone already, or there is nothing to move back.",
      "이미 전부 정정되었거나 되돌릴 금액이 없습니다.",
    ),
  },
  not_mergeable: {
    status: 422,
    title: t("不能合并或撤销合并", "Cannot be merged or undone", "병합하거나 취소할 수 없습니다"),
    detail: t(
      "其中一方已并入别处，或这次合并已被撤销，或须先撤销后来的合并。",
      "One of them has been merged into another already, the merge has been undone, or a later one must be undone first.",
      "한쪽이 이미 다른 곳에 병합되었거나, 이 병합이 취소되었거나, 이후 병합을 먼저 취소해야 합니다.",
    ),
  },
  use_refund: {
    status: 422,
    title: t("请用退款", "Refund the purchase instead", "환불을 이용하세요"),
    detail: t(
      "消费和退款由消费记录管理，请对这笔消费退款。",
      "What belongs to a purchase is undone by a refund of that purchase.",
      "구매에 속한 거래는 해당 구매를 환불하여 취소합니다.",
    ),
  },
  owner_required: {
    status: 400,
    title: t("请指定会员、家庭或账户", "Say whose transactions", "대상을 지정하세요"),
    detail: t(
      "数据范围小于整个集团时，须用 member_id、household_id 或 account_id 指定。",
      "With a scope smaller than the whole group, name a member_id, household_id or account_id.",
      "그룹 전체보다 좁은 범위에서는 member_id, household_id 또는 account_id를 지정해야 합니다.",
    ),
  },
  whole_group_only: {
    status: 403,
    title: { "zh-CN": "只对全集团权限开放", en: "For the whole group only", ko: "그룹 전체 권한 전용" },
    detail: {
      "zh-CN": "这里的数字涉及所有门店。请用数据范围为全集团的账号或密钥。",
      en: "These figures are about all stores. Use an account or key whose data scope is the whole group.",
      ko: "이 수치는 모든 매장을 포함합니다. 데이터 범위가 그룹 전체인 계정이나 키를 사용하세요.",
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

registerFieldTexts({
  no_owner: t("至少一方须是会员或家庭", "One side must be a member or a household", "한쪽은 회원 또는 가구여야 합니다"),
  reserved_kind: t("这个类型由系统使用", "Is a kind that the system itself uses", "시스템이 사용하는 유형입니다"),
  reserved_asset: t("欠账由系统记录", "Debts are kept by the system", "부채는 시스템이 관리합니다"),
  lots_not_amount: t(
    "批次金额之和须等于金额",
    "The lots must add up to the amount",
    "로트 합계가 금액과 같아야 합니다",
  ),
  lots_without_owner: t(
    "只有会员或家庭有批次",
    "Only a member or a household has lots",
    "회원 또는 가구만 로트를 가집니다",
  ),
});
