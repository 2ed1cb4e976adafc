import { describe, expect, test } from "vitest";
import { earn } from "../domain/earn.ts";
import type { StandingAward, Usage } from "../domain/earning.ts";
import { programAt } from "../domain/policy.ts";
import { all, lineOf, NOTHING_USED, policyOf, programOf, requestOf, ruleOf, times } from "./build.ts";

const HOLIDAY = all({ field: "holiday", operator: "=", value: "off" });
const ITEM_X = all({ field: "item_code", operator: "=", value: "X" });
const BIRTHDAY = all({ field: "is_birthday", operator: "=", value: true });
const gold = { code: "gold", num: 3, den: 2 };
const silver = { code: "silver", num: 6, den: 5 };
const used = (over: Partial<Usage>): Usage => ({ ...NOTHING_USED, ...over });

describe("lines", () => {
  test("each is rounded down by itself; the cap is filled in line order", () => {
    const earning = earn(policyOf([]), requestOf([142_499, 15_099, 199].map((fen) => lineOf(fen))), NOTHING_USED);
    expect(earning.line_points).toEqual([1_424, 76, 0]);
    expect(earning.trace).toMatchObject({
      sum: 1_575,
      caps: [{ kind: "daily", limit: 1_500, used_before: 0, removed: 75 }],
      result: 1_500,
    });
    expect(earning.trace.lines.map((line) => line.product)).toEqual(["1424.99", "150.99", "1.99"]);
  });

  test("a cap already passed gives nothing, and never takes", () => {
    const earning = earn(policyOf([]), requestOf([lineOf(10_000)]), used({ daily: 1_600 }));
    expect(earning).toMatchObject({ points: 0, counted: 0, parts: [], trace: { caps: [{ removed: 100 }] } });
  });

  test("a monthly cap counts as well, and the tighter one bites", () => {
    const policy = policyOf([], { program: { monthly_cap: 2_000 } });
    const earning = earn(policy, requestOf([lineOf(100_000)]), used({ daily: 100, monthly: 1_500 }));
    expect(earning.points).toBe(500);
    expect(earning.trace.caps.map(({ kind, removed }) => [kind, removed])).toEqual([
      ["daily", 0],
      ["monthly", 500],
    ]);
  });

  test("a rate that does not end in hundredths is shown as a fraction", () => {
    const policy = policyOf([], { program: { rate_points: 2, rate_fen: 300 } });
    expect(earn(policy, requestOf([lineOf(1_000)]), NOTHING_USED).trace.lines[0]?.product).toBe("20/3");
  });

  test("the theme park's holiday: 1,424 + 150, capped; one ticket given back: 712 + 150", () => {
    const policy = policyOf([times("holiday", 2, HOLIDAY), times("item X", 3, ITEM_X)]);
    const lunch = lineOf(5_000, { item_code: "L", business_type: "dining" });
    const inputs = { tier: gold };
    const whole = earn(policy, requestOf([lineOf(31_666, { item_code: "X" }), lunch], inputs), NOTHING_USED);
    expect(whole.trace.lines.map((line) => [line.product, line.points])).toEqual([
      ["1424.97", 1_424],
      ["150.00", 150],
    ]);
    expect(whole.points).toBe(1_500);
    const left = earn(policy, requestOf([lineOf(15_833, { item_code: "X" }), lunch], inputs), NOTHING_USED);
    expect(left.line_points).toEqual([712, 150]);
  });

  test("silver on a birthday that is a holiday: only the largest, of equals the older", () => {
    const policy = policyOf([times("birthday", 2, BIRTHDAY), times("holiday", 2, HOLIDAY)]);
    const inputs = { tier: silver, birthday: { today: true, month: true, basis: "lunar" as const } };
    const earning = earn(policy, requestOf([lineOf(13_800, { amount_fen: 16_800 })], inputs), NOTHING_USED);
    expect(earning.points).toBe(331);
    expect(earning.trace.lines[0]?.factors.map((factor) => factor.label)).toEqual(["base", "birthday", "silver"]);
    expect(earning.trace.rejected).toMatchObject([
      { rule_id: "holiday", code: "not_largest", line_no: null, expected: "2", actual: "2" },
    ]);
  });

  test.each([
    ["largest_only", 300],
    ["multiply", 600],
    ["add", 500],
  ] as const)("×2 and ×3 under %s give %i for 100 yuan", (stacking, points) => {
    const rules = [times("a", 2), times("b", 3)];
    expect(earn(policyOf(rules, { program: { stacking } }), requestOf([lineOf(10_000)]), NOTHING_USED).points).toBe(
      points,
    );
    const season = {
      season_id: "s",
      name: "双节",
      valid_from: "2026-10-02",
      valid_until: "2026-10-02",
      stacking,
      groups: "stack",
    } as const;
    const inSeason = earn(policyOf(rules, { seasons: [season] }), requestOf([lineOf(10_000)]), NOTHING_USED);
    expect([inSeason.points, inSeason.trace.season_id, inSeason.trace.stacking]).toEqual([points, "s", stacking]);
  });

  test("a payment coefficient weighs each method by its own share", () => {
    const policy = policyOf([], { program: { payment_coefficients: { wallet: { num: 3, den: 2 } } } });
    const payments = [
      { method: "wallet", amount_fen: 3_333 },
      { method: "cash", amount_fen: 1_667 },
    ];
    const earning = earn(policy, requestOf([lineOf(5_000, { payments })]), NOTHING_USED);
    expect(earning.points).toBe(66); // 33.33 × 1.5 + 16.67 = 66.665
    expect(earning.trace.lines[0]?.factors.at(-1)).toMatchObject({ kind: "payment", num: 13_333, den: 10_000 });
  });

  test("a rate rule takes the place of the base rate; the largest of several", () => {
    const rate = (id: string, points: number) =>
      ruleOf(id, { kind: "rate", rate: { points, per_fen: 100 }, conditions: ITEM_X });
    const lines = [lineOf(1_000, { item_code: "X" }), lineOf(1_000)];
    const earning = earn(policyOf([rate("double", 2), rate("five", 5)]), requestOf(lines), NOTHING_USED);
    expect(earning.line_points).toEqual([50, 10]);
    expect(earning.trace.rejected).toMatchObject([
      { rule_id: "double", line_no: 1, code: "not_largest", field: "rate" },
      { rule_id: "double", line_no: 2, code: "condition", field: "item_code" },
      { rule_id: "five", line_no: 2, code: "condition", field: "item_code" },
    ]);
  });

  test("passes and top-ups earn nothing unless a rate rule names them", () => {
    const lines = [lineOf(29_900, { business_type: "pass" }), lineOf(10_000, { business_type: "top_up" }), lineOf(100)];
    expect(earn(policyOf([times("any", 2)]), requestOf(lines), NOTHING_USED).line_points).toEqual([0, 0, 2]);
    const named = ruleOf("passes", {
      kind: "rate",
      rate: { points: 1, per_fen: 1_000 },
      conditions: all({ field: "business_type", operator: "in", value: ["pass"] }),
    });
    expect(earn(policyOf([named]), requestOf(lines), NOTHING_USED).line_points).toEqual([29, 0, 1]);
  });

  test("a holiday of a year nobody announced is unknown: the promotion says so and nothing is guessed", () => {
    const inputs = { holiday: { state: "unknown" as const, name: null } };
    const earning = earn(policyOf([times("holiday", 2, HOLIDAY)]), requestOf([lineOf(10_000)], inputs), NOTHING_USED);
    expect(earning.points).toBe(100);
    expect(earning.trace.rejected).toMatchObject([{ rule_id: "holiday", code: "unknown", actual: "unknown" }]);
  });
});

describe("limits of rules", () => {
  const limited = (limits: object) =>
    ruleOf("double", { kind: "multiplier", factor: { num: 2, den: 1 }, limits } as never);
  const none = {
    day_points: 0,
    month_points: 0,
    day_times: 0,
    month_times: 0,
    subject_times: 0,
    ever_times: 0,
    budget_points: 0,
  };

  test("count what a promotion adds, not what the line would have had without it", () => {
    const earning = earn(
      policyOf([limited({ per_purchase: 150 })]),
      requestOf([lineOf(10_000), lineOf(10_000)]),
      NOTHING_USED,
    );
    expect(earning.line_points).toEqual([200, 150]);
    expect(earning.takes).toEqual([{ rule_id: "double", points: 150, times: 1 }]);
    expect(earning.trace.caps[0]).toEqual({
      kind: "rule_purchase",
      rule_id: "double",
      limit: 150,
      used_before: 0,
      removed: 50,
    });
  });

  test("a used-up promotion makes room for the next one", () => {
    const usage = used({ rules: new Map([["double", { ...none, budget_points: 1_000 }]]) });
    const policy = policyOf([limited({ budget: 1_000 }), times("half more", 3, all(), 2)]);
    const earning = earn(policy, requestOf([lineOf(10_000)]), usage);
    expect(earning.points).toBe(150);
    expect(earning.trace.rejected).toMatchObject([
      { rule_id: "double", code: "budget", expected: 1_000, actual: 1_000 },
    ]);
  });

  test("what the daily cap takes away is not counted against a rule", () => {
    const earning = earn(policyOf([limited({ budget: 1_000 })]), requestOf([lineOf(100_000)]), NOTHING_USED);
    expect(earning.points).toBe(1_500);
    expect(earning.takes).toEqual([{ rule_id: "double", points: 500, times: 1 }]);
  });
});

describe("stack groups", () => {
  const fixed = (id: string, points: number, code: string) =>
    ruleOf(id, { kind: "fixed", points, trigger: { behaviour: code }, stack_group: "welcome" });
  const policy = policyOf([fixed("register", 100, "register"), fixed("birthday", 200, "birthday")], {
    program: { stack_group: "welcome" },
  });
  const did = (behaviour: string) => requestOf([], { behaviour, subject: null, quantity: 1 });
  const standing = (source: string, points: number): Usage => {
    const award: StandingAward = {
      source,
      points,
      counted: source === "base" ? points : 0,
      awards: [{ transaction_id: "before", line_no: 1, points }],
    };
    return used({ standing: new Map([["welcome", award]]), daily: award.counted });
  };

  test("the first award stands, a larger one takes its place, a smaller one is nothing", () => {
    expect(earn(policy, did("register"), NOTHING_USED)).toMatchObject({ points: 100, parts: [{ replaces: [] }] });
    const larger = earn(policy, did("birthday"), standing("register", 100));
    expect(larger).toMatchObject({ points: 200, parts: [{ replaces: [{ transaction_id: "before" }] }] });
    const smaller = earn(policy, requestOf([lineOf(8_500)]), standing("birthday", 200));
    expect(smaller).toMatchObject({ points: 0, line_points: [0], counted: 0, parts: [] });
    expect(smaller.trace.groups).toMatchObject([{ outcome: "lost", best_before: 200, removed: 85 }]);
  });

  test("a repeat of what leads is added to it", () => {
    const again = earn(policy, requestOf([lineOf(5_000)]), standing("base", 300));
    expect(again).toMatchObject({ points: 50, parts: [{ replaces: [] }], trace: { groups: [{ outcome: "added" }] } });
  });

  test("what is replaced makes room under the daily cap", () => {
    const smaller_cap = policyOf(policy.rules as never, { program: { stack_group: "welcome", daily_cap: 250 } });
    const rate = ruleOf("rate", { kind: "rate", rate: { points: 2, per_fen: 100 }, stack_group: "welcome" });
    const earning = earn({ ...smaller_cap, rules: [rate] }, requestOf([lineOf(12_000)]), standing("base", 200));
    expect([earning.points, earning.counted]).toEqual([240, 40]);
  });

  test("in a stacking season everything counts", () => {
    const season = { season_id: "s", name: "叠加", valid_from: "2026-10-01", valid_until: "2026-10-31" };
    const stacking = { ...policy, seasons: [{ ...season, stacking: "largest_only", groups: "stack" } as const] };
    expect(earn(stacking, requestOf([lineOf(8_500)]), standing("birthday", 200)).points).toBe(85);
  });
});

describe("behaviours", () => {
  const recycle = ruleOf("recycle", {
    kind: "fixed",
    points: 20,
    trigger: { behaviour: "recycle" },
    limits: { times_per_day: 5 },
  });
  const double = ruleOf("week", { kind: "multiplier", factor: { num: 2, den: 1 }, trigger: { behaviour: "recycle" } });
  const scan = requestOf([], { behaviour: "recycle", subject: null, quantity: 1 });
  const none = {
    day_points: 0,
    month_points: 0,
    day_times: 0,
    month_times: 0,
    subject_times: 0,
    ever_times: 0,
    budget_points: 0,
  };

  test("a promotion of the behaviour multiplies its award; the limit refuses with its figures", () => {
    const policy = policyOf([recycle, double]);
    expect(earn(policy, scan, NOTHING_USED)).toMatchObject({ points: 40, refusal: null });
    const full = used({ rules: new Map([["recycle", { ...none, day_times: 5, day_points: 200 }]]) });
    expect(earn(policy, scan, full)).toMatchObject({
      points: 0,
      refusal: { rule_id: "recycle", kind: "times_per_day", limit: 5, used: 5 },
    });
  });

  test("points per unit, no tier, outside the cap of purchases", () => {
    const quiz = ruleOf("quiz", { kind: "fixed", points: 5, per_unit: true, trigger: { behaviour: "quiz" } });
    const answers = requestOf([], { behaviour: "quiz", subject: "hall 3", quantity: 8, tier: gold });
    expect(earn(policyOf([quiz]), answers, used({ daily: 1_500 }))).toMatchObject({ points: 40, counted: 0 });
  });
});

test("an event is decided by the versions in force at its business time", () => {
  const v1 = times("holiday", 2);
  const v2 = { ...times("holiday", 3), version: 2, valid_from: "2026-10-02T04:00:00.000Z" };
  const policy = policyOf([{ ...v1, valid_until: v2.valid_from }, v2]);
  const at = (time: string) => earn(policy, requestOf([lineOf(10_000)], {}, new Date(time)), NOTHING_USED).points;
  expect([at("2026-10-02T03:59:59Z"), at("2026-10-02T04:00:00Z")]).toEqual([200, 300]);
  const versions = policyOf([], {
    programs: [programOf({ version: 2, effective_from: "2026-06-01T00:00:00.000Z" }), programOf()],
  });
  expect(programAt(versions, new Date("2026-05-31T23:59:59Z")).version).toBe(1);
  expect(programAt(versions, new Date("2026-06-01T00:00:00Z")).version).toBe(2);
  expect(programAt(versions, new Date("2020-01-01T00:00:00Z")).version).toBe(1);
});
