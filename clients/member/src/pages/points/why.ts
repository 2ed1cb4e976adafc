// Why, in one sentence: what was paid and what multiplied it, or what kind of movement it was.
import type { Entry } from "@huiyou/api-client";
import { grouped, ratio, yuanShort } from "../../format/numbers.ts";
import type { Key, Translate } from "../../i18n/i18n.ts";

type Why = Entry["why"];

/** 「国庆 2 倍」 already says its factor; 「国庆」 does not. */
export function timesText(label: string, num: number, den: number, t: Translate): string {
  const times = ratio(num, den);
  const digits = times.replace(".", "\\.");
  if (new RegExp(`(^|[^\\d.])${digits}($|[^\\d.])`).test(label)) return label;
  return t("why_times", { label, times });
}

/** 「入园 5 分」 already says its points. */
export function fixedText(label: string, points: number, t: Translate): string {
  if (new RegExp(`(^|\\D)${points}($|\\D)`).test(label)) return label;
  return t("why_fixed", { label, points: grouped(points) });
}

const GROUPS: Readonly<Record<string, Key>> = { replaced: "why_group_replaced", added: "why_group_added" };

function earned(why: Why, t: Translate): string {
  const { own_money_fen, from_wallet, promotions, tier, fixed, cap_removed, group, debt_repaid } = why;
  const parts: string[] = [];
  if (own_money_fen !== null)
    parts.push(t(from_wallet ? "why_wallet" : "why_own", { amount: yuanShort(own_money_fen) }));
  parts.push(...fixed.map(({ label, points }) => fixedText(label, points, t)));
  parts.push(...promotions.map(({ label, num, den }) => timesText(label, num, den, t)));
  if (tier !== null) parts.push(timesText(tier.label, tier.num, tier.den, t));
  if (parts.length === 0) parts.push(t("why_earned"));
  if (cap_removed > 0) parts.push(t("why_capped", { amount: grouped(cap_removed) }));
  const of_group = group === null ? undefined : GROUPS[group];
  if (of_group !== undefined) parts.push(t(of_group));
  if (debt_repaid > 0) parts.push(t("why_repaid", { amount: grouped(debt_repaid) }));
  return parts.join(t("why_comma")) + t("why_stop");
}

const SENTENCES: Readonly<Record<Exclude<Why["what"], "earned" | "refund">, readonly [plus: Key, minus: Key]>> = {
  debt: ["why_debt", "why_debt"],
  payment: ["why_payment", "why_payment"],
  returned: ["why_returned", "why_returned"],
  reversal: ["why_reversal_plus", "why_reversal_minus"],
  replaced: ["why_replaced", "why_replaced"],
  redemption: ["why_redemption", "why_redemption"],
  expiry: ["why_expiry", "why_expiry"],
  adjustment: ["why_adjust_plus", "why_adjust_minus"],
  household: ["why_pool_out", "why_pool_in"],
  transfer: ["why_gift_in", "why_gift_out"],
  merge: ["why_merge", "why_merge"],
  other: ["why_other", "why_other"],
};

/** What of it was spent already is owed. */
function refunded({ refund }: Why, amount: number, t: Translate): string {
  const { amount_fen = null, points_before = null, points_after = null } = refund ?? {};
  const what =
    amount_fen !== null && amount_fen > 0 ? t("why_refund", { amount: yuanShort(amount_fen) }) : t("why_refund_plain");
  const owed = points_before === null || points_after === null ? 0 : points_before - points_after + amount;
  return owed > 0 ? what + t("why_owed", { amount: grouped(owed) }) : what;
}

export function whySentence({ why, amount }: Pick<Entry, "why" | "amount">, t: Translate): string {
  if (why.what === "earned") return earned(why, t);
  if (why.what === "refund") {
    return refunded(why, amount, t);
  }
  const [plus, minus] = SENTENCES[why.what];
  return t(amount < 0 ? minus : plus);
}
