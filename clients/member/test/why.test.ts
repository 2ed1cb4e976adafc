// The sentence under an entry and the arithmetic behind it, in the three languages.
import { describe, expect, test } from "vitest";
import type { Entry, Transaction } from "../../../packages/api-client/src/index.ts";
import { en } from "../src/i18n/en.ts";
import { ko } from "../src/i18n/ko.ts";
import type { Translate } from "../src/i18n/i18n.ts";
import { zh } from "../src/i18n/zh.ts";
import { linesOf, turnedDown } from "../src/pages/points/calculation.ts";
import { fixedText, timesText, whySentence } from "../src/pages/points/why.ts";

type Why = Entry["why"];
type Award = NonNullable<Transaction["trace"]>;

const saying =
  (words: Readonly<Record<string, string>>): Translate =>
  (key, vars = {}) =>
    (words[key] ?? "").replace(/\{(\w+)\}/g, (whole, name: string) => String(vars[name] ?? whole));
const t = saying(zh);

const why = (over: Partial<Why>): Why => ({
  what: "earned",
  behaviour: null,
  own_money_fen: null,
  from_wallet: false,
  promotions: [],
  tier: null,
  fixed: [],
  cap_removed: 0,
  group: null,
  debt_repaid: 0,
  refund: null,
  ...over,
});
const lunch = why({
  own_money_fen: 5_000,
  from_wallet: true,
  promotions: [{ label: "国庆", num: 2, den: 1 }],
  tier: { label: "银卡", num: 6, den: 5 },
});
const say = (over: Why, amount = 120, words = t) => whySentence({ why: over, amount }, words);

describe("the sentence", () => {
  test("of a purchase: the money, what multiplied it, the tier", () => {
    expect(say(lunch)).toBe("本金付 ¥50，国庆 2 倍，银卡 1.2 倍。");
    expect(say({ ...lunch, from_wallet: false, own_money_fen: 31_666 })).toBe("实付 ¥316.66，国庆 2 倍，银卡 1.2 倍。");
    expect(say(lunch, 120, saying(en))).toBe("Paid ¥50 from your own balance, 国庆 ×2, 银卡 ×1.2.");
    expect(say(lunch, 120, saying(ko))).toBe("충전 원금 ¥50 결제, 国庆 2배, 银卡 1.2배.");
  });

  test("does not say a factor or points twice where a rule's name tells them; a year is no factor", () => {
    expect(timesText("国庆 2 倍", 2, 1, t)).toBe("国庆 2 倍");
    expect(timesText("2026 国庆", 2, 1, t)).toBe("2026 国庆 2 倍");
    expect(timesText("积分 1.5 倍", 3, 2, t)).toBe("积分 1.5 倍");
    expect(fixedText("每次入园 5 分", 5, t)).toBe("每次入园 5 分");
    expect(fixedText("签到", 5, t)).toBe("签到 5 分");
  });

  test("tells limits, groups and debts", () => {
    const limited = why({ fixed: [{ label: "签到", quantity: 1, points: 5 }], cap_removed: 3, debt_repaid: 2 });
    expect(say(limited)).toBe("签到 5 分，超出上限减 3，其中 2 还欠分。");
    expect(say(why({ group: "replaced" }))).toBe("按积分规则获得，替代同类较小的一笔。");
  });

  test("of what takes points away, and gives them back", () => {
    const refund = { amount_fen: 7_200, points_before: 86, points_after: 0 };
    expect(say(why({ what: "refund", refund }), -86)).toBe("退 ¥72，按购买当天的规则收回积分。");
    expect(say(why({ what: "refund", refund }), -80)).toBe("退 ¥72，按购买当天的规则收回积分。已用掉的 6 记为欠分。");
    expect(say(why({ what: "redemption" }), -300)).toBe("先用最早到期的一批积分。");
    expect(say(why({ what: "household" }), -20)).toBe("放进家庭积分池，到期日不变。");
    expect(say(why({ what: "household" }), 20)).toBe("从家庭积分池取回，到期日不变。");
    expect(say(why({ what: "adjustment" }), 30)).toBe("工作人员更正，补记积分。");
  });
});

const entry = (amount: number, over: Partial<Why>): Entry =>
  ({ amount, why: why(over) }) as Entry; /* the arithmetic reads nothing else of a row */
const award = (over: Partial<Award>): Award => ({
  program_version: 7,
  lines: [],
  fixed: [],
  sum: 0,
  caps: [],
  groups: [],
  rejected: [],
  result: 0,
  debt_repaid: 0,
  credits: [],
  refund: null,
  ...over,
});
const transaction = (trace: Award | null, drawn_from: Transaction["drawn_from"] = []) =>
  ({ trace, drawn_from }) as Transaction;

const ticket: Award["lines"][number] = {
  line_no: 1,
  title: "两张票",
  quantity: 2,
  amount_fen: 38_000,
  own_money_fen: 31_666,
  factors: [
    { kind: "rate", label: null, num: 1, den: 100 },
    { kind: "promotion", label: "日场票 3 倍", num: 3, den: 1 },
    { kind: "tier", label: "银卡", num: 6, den: 5 },
  ],
  product: "1139.976",
  points: 1_139,
};

describe("the arithmetic", () => {
  test("has every factor, what was not the largest beside what was, and the limit that was not reached", () => {
    const told = award({
      lines: [ticket],
      sum: 1_139,
      caps: [{ kind: "daily", label: null, limit: 1_500, used_before: 0, removed: 0 }],
      rejected: [{ label: "国庆", line_no: null, code: "not_largest", factor: { num: 2, den: 1 } }],
      result: 1_139,
    });
    expect(linesOf(entry(1_139, {}), transaction(told), t)).toEqual([
      { what: "两张票", value: "¥380.00" },
      { what: "赠金支付的部分不积分", value: "− ¥63.34" },
      { what: "自己付的钱", value: "¥316.66", is_step: true },
      { what: "每元积分", value: "× 1" },
      { what: "日场票 3 倍", value: "× 3", notes: ["国庆 2 倍未计，同时满足只取最大"] },
      { what: "银卡系数", value: "× 1.2" },
      { what: "小计，舍去小数", value: "1,139.976", is_step: true, notes: ["今日上限 1,500，未超过"] },
    ]);
    expect(turnedDown(told, t)).toEqual([]);
  });

  test("has fixed awards, limits of rules without a shared budget's figures, and stack groups", () => {
    const told = award({
      fixed: [{ label: "回收", quantity: 3, factors: [], points: 30 }],
      sum: 30,
      caps: [{ kind: "rule_budget", label: "回收", limit: null, used_before: 0, removed: 10 }],
      groups: [{ outcome: "replaced", best_before: 5, removed: 5 }],
      rejected: [{ label: "徒步", line_no: null, code: "times_per_day", factor: null }],
      result: 15,
    });
    expect(linesOf(entry(15, {}), transaction(told), t)).toEqual([
      { what: "回收，3 份", value: "30" },
      { what: "回收超过上限的部分", value: "− 10", notes: ["活动预算已用完"] },
      { what: "同类只取最大", value: "− 5", notes: ["替代同类较小的一笔 5"] },
    ]);
    expect(turnedDown(told, t)).toEqual(["徒步未计，次数已满"]);
  });

  test("of a refund: before, what is left, and what was spent already", () => {
    const told = award({ refund: { amount_fen: 2_000, points_before: 180, points_after: 108 } });
    expect(linesOf(entry(-60, { what: "refund" }), transaction(told), t)).toEqual([
      { what: "退款金额", value: "¥20.00" },
      { what: "退款前得到", value: "180" },
      { what: "留下的部分按当天规则应得", value: "− 108" },
      { what: "已经用掉、记为欠分的", value: "− 12" },
    ]);
  });

  test("of what was spent: the points alone, not the wallet beside them", () => {
    const drawn = [
      { lot_id: "lot_1", asset: "cny.principal", amount: 500, expires_at: null },
      { lot_id: "lot_2", asset: "points", amount: 300, expires_at: "2027-01-01T00:00:00+08:00" },
    ];
    expect(linesOf(entry(-300, { what: "redemption" }), transaction(null, drawn), t)).toEqual([
      { what: "2026-12-31 到期的积分", value: "300" },
    ]);
  });
});
