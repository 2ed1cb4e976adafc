import { describe, expect, test } from "vitest";
import { fieldErrors } from "../../../platform/http/issues.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import {
  evaluate,
  type Facts,
  type Group,
  type HolidayOf,
  type Leaf,
  relate,
  showConditions,
  showValue,
  zConditions,
  zConditionsOut,
} from "../index.ts";

const leaf = (field: Leaf["field"], operator: Leaf["operator"], value: Leaf["value"]): Leaf => ({
  field,
  operator,
  value,
});
const all = (...rules: Group["rules"]): Group => ({ combinator: "and", rules });
const any = (...rules: Group["rules"]): Group => ({ combinator: "or", rules });
const not = (group: Group): Group => ({ ...group, not: true });

const uuid = "0190b6a4-7c3e-7d2a-9f10-3a5b6c7d8e9f";
const refusals = (tree: unknown) => {
  const read = zConditions.safeParse(tree);
  return read.success ? [] : fieldErrors(read.error.issues, "", "en").map(({ pointer, code }) => `${pointer} ${code}`);
};

describe("the tree", () => {
  test("takes ids as callers write them and shows them so again", () => {
    const wire = all(
      leaf("venue_id", "in", [toWireId("venue", uuid)]),
      any(leaf("tag_id", "contains", toWireId("tag", uuid))),
    );
    const tree = zConditions.parse(wire);
    expect(tree.rules[0]).toMatchObject({ value: [uuid] });
    expect(showConditions(tree)).toEqual(wire);
    expect(zConditionsOut.parse(wire)).toEqual(wire);
    expect(showValue("tier_code", "gold")).toBe("gold");
  });

  test("a mistake is pointed at, however deep", () => {
    const right = leaf("weekday", "=", 3);
    expect(refusals(all(right, leaf("weekday", "=", 8)))).toEqual(["/rules/1/value too_big"]);
    expect(refusals(all(any(right, leaf("local_time", "=", "10:00"))))).toEqual([
      "/rules/0/rules/1/operator not_allowed",
    ]);
    expect(refusals(all({ ...right, field: "wether" as never }))).toEqual(["/rules/0/field not_allowed"]);
    expect(refusals(all({ combinator: "xor" as never, rules: [right] }))).toEqual(["/rules/0/combinator not_allowed"]);
    expect(refusals(all(leaf("venue_id", "in", [toWireId("venue", uuid), "park"])))).toEqual([
      "/rules/0/value/1 invalid_id",
    ]);
    expect(refusals(all(leaf("tag_id", "in", [])))).toEqual(["/rules/0/value too_few"]);
    expect(refusals(all(leaf("holiday", "=", "off day")))).toEqual(["/rules/0/value not_allowed"]);
    expect(refusals(all(leaf("amount_fen", "between", [200, 100])))).toEqual(["/rules/0/value from_after_to"]);
    expect(refusals(all(leaf("local_time", "between", ["10:00", "10:00"])))).toEqual(["/rules/0/value empty_times"]);
    expect(refusals(all(leaf("amount_fen", "multiple_of", 0)))).toEqual(["/rules/0/value too_small"]);
    expect(refusals(all(leaf("is_birthday", "=", "yes")))).toEqual(["/rules/0/value wrong_type"]);
    expect(refusals(all({ field: "weekday", operator: "=" } as never))).toEqual(["/rules/0/value required"]);
    expect(refusals({})).toEqual(["/combinator not_allowed", "/rules required"]);
  });

  test("is no deeper than 5 groups and no larger than 50 questions", () => {
    const nested = (depth: number): Group => (depth === 1 ? all(leaf("weekday", "=", 1)) : all(nested(depth - 1)));
    expect(refusals(nested(5))).toEqual([]);
    expect(refusals(nested(6))).toEqual([" too_deep"]);
    const many = (count: number) => all(...Array.from({ length: count }, () => leaf("weekday", "=", 1)));
    expect(refusals(all(many(25), many(25)))).toEqual([]);
    expect(refusals(all(many(25), many(26)))).toEqual(["/rules too_many"]);
  });

  test("no condition at all is a condition; an empty group inside is a mistake", () => {
    expect(refusals(all())).toEqual([]);
    expect(refusals(not(all()))).toEqual(["/rules too_few"]);
    expect(refusals(all(any()))).toEqual(["/rules/0/rules too_few"]);
  });
});

describe("evaluating", () => {
  const facts: Facts = {
    business_date: "2026-10-02",
    weekday: 5,
    local_time: "23:30",
    holiday: "off",
    tier_code: "silver",
    tag_id: ["vip"],
    amount_fen: 13_800,
    behaviour: null,
  };
  const result = (tree: Group, given = facts) => evaluate(tree, given).result;

  test("says what was expected and what was there", () => {
    const tree = all(
      leaf("holiday", "=", "off"),
      leaf("tier_code", "in", ["gold", "diamond"]),
      leaf("weekday", ">=", 6),
    );
    expect(evaluate(tree, facts)).toEqual({
      result: false,
      failed: [
        { field: "tier_code", operator: "in", expected: ["gold", "diamond"], actual: "silver" },
        { field: "weekday", operator: ">=", expected: 6, actual: 5 },
      ],
    });
    expect(evaluate(not(any(leaf("amount_fen", ">", 10_000))), facts).failed).toEqual([
      { field: "amount_fen", operator: "<=", expected: 10_000, actual: 13_800 },
    ]);
  });

  test("every operator", () => {
    expect(result(all(leaf("tier_code", "!=", "gold"), leaf("tier_code", "notIn", ["base"])))).toBe(true);
    expect(result(all(leaf("tag_id", "contains", "vip"), leaf("tag_id", "in", ["a", "vip"])))).toBe(true);
    expect(result(any(leaf("tag_id", "notIn", ["vip"]), leaf("tag_id", "contains", "a")))).toBe(false);
    expect(result(all(leaf("amount_fen", "between", [13_800, 20_000]), leaf("amount_fen", "multiple_of", 100)))).toBe(
      true,
    );
    expect(result(any(leaf("amount_fen", "<", 13_800), leaf("amount_fen", "multiple_of", 1_000)))).toBe(false);
    expect(result(all(leaf("business_date", "between", ["2026-10-01", "2026-10-02"])))).toBe(true);
  });

  test("a time of day may pass midnight and ends before its end", () => {
    const at = (local_time: string, from: string, to: string) =>
      result(all(leaf("local_time", "between", [from, to])), { ...facts, local_time });
    expect(at("23:30", "22:00", "02:00")).toBe(true);
    expect(at("01:59", "22:00", "02:00")).toBe(true);
    expect(at("02:00", "22:00", "02:00")).toBe(false);
    expect(at("14:00", "10:00", "14:00")).toBe(false);
    expect(at("23:59", "22:00", "24:00")).toBe(true);
  });

  test("an unknown holiday stays unknown unless the rest decides", () => {
    const unknown: Facts = { ...facts, holiday: "unknown" };
    const holiday = leaf("holiday", "=", "off");
    expect(evaluate(all(holiday), unknown)).toEqual({
      result: "unknown",
      failed: [{ field: "holiday", operator: "=", expected: "off", actual: "unknown" }],
    });
    expect(result(not(all(holiday)), unknown)).toBe("unknown");
    expect(result(any(holiday, leaf("tier_code", "=", "silver")), unknown)).toBe(true);
    expect(result(all(holiday, leaf("tier_code", "=", "gold")), unknown)).toBe(false);
    expect(result(all(leaf("item_code", "=", "X")))).toBe("unknown");
  });

  test("of what is absent only differing holds", () => {
    expect(result(all(leaf("behaviour", "!=", "review"), leaf("behaviour", "notIn", ["share"])))).toBe(true);
    expect(result(any(leaf("behaviour", "=", "review"), leaf("behaviour", "in", ["share"])))).toBe(false);
    expect(result(all(leaf("amount_fen", "<", 5)), { ...facts, amount_fen: null })).toBe(false);
  });

  test("no condition is true", () => expect(result(any(), {})).toBe(true));
});

describe("relating", () => {
  const always = { valid_from: null, valid_until: null };
  const between = (a: Group, b: Group, holidayOf?: HolidayOf) =>
    relate({ tree: a, ...always }, { tree: b, ...always }, holidayOf);

  test.each<[string, Group, Group]>([
    ["tiers", all(leaf("tier_code", "=", "gold")), all(leaf("tier_code", "notIn", ["gold", "diamond"]))],
    ["amounts", all(leaf("amount_fen", "<", 100)), all(leaf("amount_fen", ">=", 100))],
    [
      "times",
      all(leaf("local_time", "between", ["10:00", "14:00"])),
      all(leaf("local_time", "between", ["14:00", "18:00"])),
    ],
    [
      "night",
      all(leaf("local_time", "between", ["22:00", "02:00"])),
      all(leaf("local_time", "between", ["02:00", "22:00"])),
    ],
    ["weekdays", all(leaf("weekday", "in", [6, 7])), not(all(leaf("weekday", ">", 5)))],
    ["a date and its weekday", all(leaf("business_date", "=", "2026-10-02")), all(leaf("weekday", "=", 6))],
    ["tags", all(leaf("tag_id", "in", ["a", "b"])), all(leaf("tag_id", "notIn", ["a", "b", "c"]))],
    ["holidays", all(leaf("holiday", "=", "off")), all(leaf("holiday", "!=", "off"))],
    ["multiples", all(leaf("amount_fen", "multiple_of", 1_000)), all(leaf("amount_fen", "between", [1, 999]))],
    ["a birthday in another month", all(leaf("is_birthday", "=", true)), all(leaf("is_birthday_month", "=", false))],
    [
      "alternatives",
      any(leaf("weekday", "=", 1), leaf("tier_code", "=", "gold")),
      all(leaf("weekday", "=", 2), leaf("tier_code", "=", "base")),
    ],
  ])("%s that exclude each other never meet", (_name, a, b) => {
    expect([between(a, b), between(b, a)]).toEqual(["never", "never"]);
  });

  test("different fields may meet", () => {
    expect(between(all(leaf("tier_code", "=", "gold")), all(leaf("weekday", "=", 1)))).toBe("may_meet");
    expect(between(all(), all())).toBe("may_meet");
    expect(between(all(leaf("tag_id", "contains", "a")), all(leaf("tag_id", "contains", "b")))).toBe("may_meet");
  });

  test("windows that do not overlap never meet; the end is not in the window", () => {
    const noon = new Date("2026-10-02T04:00:00Z");
    const before = { tree: all(), valid_from: null, valid_until: noon };
    const after = { tree: all(), valid_from: noon, valid_until: null };
    expect(relate(before, after)).toBe("never");
    expect(relate(before, { ...after, valid_from: new Date(noon.getTime() - 1) })).toBe("may_meet");
    const in_june = { tree: all(leaf("business_date", "between", ["2026-06-01", "2026-06-30"])), ...always };
    expect(relate(after, in_june)).toBe("never");
  });

  test("a calendar tells whether a holiday lies in the dates; a year not announced may still bring one", () => {
    const holidayOf: HolidayOf = (date) =>
      date.startsWith("2026") ? (date === "2026-10-02" ? "off" : "none") : "unknown";
    const off = all(leaf("holiday", "=", "off"));
    const dates = (from: string, to: string) => all(leaf("business_date", "between", [from, to]));
    expect(between(off, dates("2026-06-01", "2026-06-30"), holidayOf)).toBe("never");
    expect(between(off, dates("2026-10-01", "2026-10-03"), holidayOf)).toBe("may_meet");
    expect(between(off, dates("2027-06-01", "2027-06-30"), holidayOf)).toBe("may_meet");
  });

  test("alternatives are followed branch by branch", () => {
    const pairs = Array.from({ length: 24 }, (_, index) =>
      any(leaf("item_code", "!=", `a${index}`), leaf("subject", "!=", `b${index}`)),
    );
    const both = (index: number) => all(leaf("item_code", "=", `a${index}`), leaf("subject", "=", `b${index}`));
    expect(between(all(...pairs), both(0))).toBe("never");
    expect(between(all(...pairs), both(23))).toBe("never");
    expect(between(all(...pairs), both(24))).toBe("may_meet");
  });
});
