import type { Language } from "../../../platform/kernel/errors.ts";

type Texts = Record<Language, string>;
const t = (zh: string, en: string, ko: string): Texts => ({ "zh-CN": zh, en, ko });

const KINDS: Record<string, Texts> = {
  purchase: t("消费", "Purchase", "구매"),
  award: t("积分发放", "Points awarded", "포인트 지급"),
  expiry: t("积分到期", "Points expired", "포인트 만료"),
  earn: t("入账", "Earned", "적립"),
  spend: t("使用", "Spent", "사용"),
  top_up: t("充值", "Top-up", "충전"),
  redemption: t("积分兑换", "Redemption", "포인트 교환"),
  adjustment: t("人工调整", "Adjustment", "수동 조정"),
  refund: t("退款", "Refund", "환불"),
  deduction: t("退款扣减", "Kept back from a refund", "환불 차감"),
  reversal: t("冲正", "Reversal", "정정"),
  replaced: t("由更高奖励替代", "Replaced by a larger award", "더 큰 보상으로 대체"),
  transfer: t("转账", "Transfer", "이체"),
  gift: t("转赠", "Gift", "선물"),
  capture: t("冻结扣款", "Hold captured", "보류 금액 사용"),
  hold: t("冻结", "Hold", "보류"),
  merge: t("账户合并", "Accounts merged", "계정 병합"),
  unmerge: t("撤销账户合并", "Merge undone", "계정 병합 취소"),
};

/** What a transaction is called that nobody gave a title. */
export function kindText(kind: string, language: Language): string {
  return KINDS[kind]?.[language] ?? kind;
}
