import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, weekdayOf } from "../../../platform/kernel/dates.ts";
import { type Facts, type Group, isGroup, type Leaf } from "../domain/conditions.ts";
import { evaluate, type Verdict } from "../domain/evaluate.ts";
import { relate } from "../domain/relate.ts";

// Few values, so that trees and facts meet often.
const text = fc.constantFrom("a", "b", "c");
const amount = fc.integer({ min: 0, max: 12 });
const date = fc.integer({ min: 0, max: 9 }).map((days) => addDays("2026-09-28", days));
const clock = fc.integer({ min: 0, max: 23 }).map((hour) => `${String(hour).padStart(2, "0")}:00`);
const weekday = fc.integer({ min: 1, max: 7 });
const holiday = fc.constantFrom("off", "makeup", "none");

const list = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 1, maxLength: 3 });
const pair = <T extends string | number>(one: fc.Arbitrary<T>) =>
  fc.tuple(one, one).map(([a, b]) => (a <= b ? [a, b] : [b, a]));

function leafOf(field: Leaf["field"], one: fc.Arbitrary<string | number | boolean>, kinds: string): fc.Arbitrary<Leaf> {
  const questions: fc.Arbitrary<Pick<Leaf, "operator" | "value">>[] = [];
  const ask = (operators: Leaf["operator"][], value: fc.Arbitrary<Leaf["value"]>) =>
    questions.push(fc.record({ operator: fc.constantFrom(...operators), value }));
  if (kinds.includes("=")) ask(["="], one);
  if (kinds.includes("!")) ask(["!="], one);
  if (kinds.includes("i")) ask(["in", "notIn"], list(one));
  if (kinds.includes("c")) ask(["contains"], one);
  if (kinds.includes("<")) ask(["<", "<=", ">", ">="], one);
  if (kinds.includes("b")) ask(["between"], pair(one as fc.Arbitrary<string | number>));
  if (kinds.includes("w")) ask(["between"], fc.uniqueArray(one, { minLength: 2, maxLength: 2 }));
  if (kinds.includes("m")) ask(["multiple_of"], fc.integer({ min: 1, max: 5 }));
  return fc.oneof(...questions).map((question) => ({ field, ...question }));
}

const leaf = fc.oneof(
  leafOf("tier_code", text, "=!i"),
  leafOf("tag_id", text, "ic"),
  leafOf("amount_fen", amount, "=!i<bm"),
  leafOf("weekday", weekday, "=!i<b"),
  leafOf("business_date", date, "=!i<b"),
  leafOf("local_time", clock, "<w"),
  leafOf("holiday", holiday, "=!i"),
  leafOf("is_birthday", fc.boolean(), "="),
  leafOf("is_birthday_month", fc.boolean(), "="),
);
const { tree } = fc.letrec<{ tree: Group; rule: Group | Leaf }>((tie) => ({
  rule: fc.oneof({ depthSize: "small", maxDepth: 3 }, leaf, tie("tree")),
  tree: fc.record({
    combinator: fc.constantFrom("and", "or"),
    not: fc.boolean(),
    rules: fc.array(tie("rule"), { minLength: 1, maxLength: 4 }),
  }),
}));

/** Facts that agree with each other. */
const facts: fc.Arbitrary<Facts> = fc
  .record({
    tier_code: fc.option(text),
    tag_id: fc.uniqueArray(text),
    amount_fen: fc.option(amount),
    business_date: date,
    local_time: clock,
    holiday,
    birthday: fc.constantFrom("today", "this month", "another", "not told"),
  })
  .map(({ birthday, ...rest }) => ({
    ...rest,
    weekday: weekdayOf(rest.business_date),
    is_birthday: birthday === "not told" ? null : birthday === "today",
    is_birthday_month: birthday === "not told" ? null : birthday !== "another",
  }));

/** The same in the plainest words. */
function naive(node: Group | Leaf, given: Facts): Verdict {
  if (isGroup(node)) {
    const worth = { false: 0, unknown: 1, true: 2 };
    const values = node.rules.map((rule) => worth[`${naive(rule, given)}`]);
    const value = node.combinator === "and" ? Math.min(...values) : Math.max(...values);
    return ([false, "unknown", true] as const)[node.not ? 2 - value : value] ?? "unknown";
  }
  const actual = given[node.field];
  if (actual === undefined) return "unknown";
  const wanted = [node.value].flat() as (string | number | boolean)[];
  const has = (value: string | number | boolean) =>
    Array.isArray(actual) ? actual.some((one) => one === value) : actual === value;
  const [from, to] = wanted as [string, string];
  switch (node.operator) {
    case "=":
    case "in":
    case "contains":
      return wanted.some(has);
    case "!=":
    case "notIn":
      return !wanted.some(has);
    case "<":
      return actual !== null && actual < from;
    case "<=":
      return actual !== null && actual <= from;
    case ">":
      return actual !== null && actual > from;
    case ">=":
      return actual !== null && actual >= from;
    case "multiple_of":
      return actual !== null && Number(actual) / Number(from) === Math.trunc(Number(actual) / Number(from));
    case "between": {
      if (actual === null) return false;
      if (node.field !== "local_time") return actual >= from && actual <= to;
      const hours =
        from < to
          ? [[from, to]]
          : [
              [from, "24:00"],
              ["00:00", to],
            ];
      return hours.some(([start = "", end = ""]) => String(actual) >= start && String(actual) < end);
    }
  }
}

const forget = (given: Facts, fields: readonly string[]): Facts =>
  Object.fromEntries(Object.entries(given).filter(([field]) => !fields.includes(field)));
const forgotten = fc.subarray(["tier_code", "tag_id", "amount_fen", "holiday", "is_birthday", "business_date"]);

test("evaluating a tree is what its words say, whatever is known", () => {
  fc.assert(
    fc.property(tree, facts, forgotten, (conditions, given, fields) => {
      const known = forget(given, fields);
      const { result, failed } = evaluate(conditions, known);
      expect(result).toBe(naive(conditions, known));
      expect(failed.length > 0).toBe(result !== true);
    }),
    { numRuns: 2_000 },
  );
});

test("what is true or false without some facts stays so whatever they turn out to be", () => {
  fc.assert(
    fc.property(tree, facts, forgotten, (conditions, given, fields) => {
      const { result } = evaluate(conditions, forget(given, fields));
      if (result !== "unknown") expect(evaluate(conditions, given).result).toBe(result);
    }),
    { numRuns: 1_000 },
  );
});

const window = fc.tuple(fc.option(date), fc.option(date)).map(([from, until]) => ({
  valid_from: from === null ? null : new Date(`${from}T00:00:00+08:00`),
  valid_until: until === null ? null : new Date(`${until}T00:00:00+08:00`),
}));
const scoped = fc
  .record({ tree, window })
  .map(({ tree: conditions, window: times }) => ({ tree: conditions, ...times }));

test("two rules that never meet have no event in common", () => {
  const seen = { never: 0, may_meet: 0 };
  fc.assert(
    fc.property(scoped, scoped, fc.array(facts, { minLength: 20, maxLength: 20 }), (a, b, events) => {
      const relation = relate(a, b);
      seen[relation]++;
      expect(relate(b, a)).toBe(relation);
      const common = events.filter((event) => {
        const at = new Date(`${event.business_date}T12:00:00+08:00`);
        return [a, b].every(
          ({ tree: conditions, valid_from, valid_until }) =>
            (valid_from ?? at) <= at &&
            (valid_until === null || at < valid_until) &&
            evaluate(conditions, event).result === true,
        );
      });
      if (relation === "never") expect(common).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
  expect(seen.never).toBeGreaterThan(100);
  expect(seen.may_meet).toBeGreaterThan(100);
});
