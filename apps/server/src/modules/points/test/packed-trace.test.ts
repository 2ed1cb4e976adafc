import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { packTrace, readTrace, type PackedTrace } from "../domain/packed-trace.ts";
import type { EarningTrace } from "../domain/trace.ts";

const name = fc.constantFrom("a", "b");
const maybeName = fc.option(name);
const points = fc.nat({ max: 3 });
const ruled = { rule_id: maybeName, rule_version: fc.option(points), label: name };
const labelled = fc.record(
  { ...ruled, labels: fc.constant({ "zh-CN": "基础", en: "base", ko: "기본" }) },
  { requiredKeys: ["rule_id", "rule_version", "label"] },
);
const factor = fc
  .tuple(labelled, fc.constantFrom("rate", "promotion", "tier", "payment"), points)
  .map(([named, kind, num]) => ({ ...named, kind, num, den: 1 }));
const line = fc.record({
  line_no: fc.nat({ max: 3 }),
  title: name,
  item_code: maybeName,
  category: maybeName,
  business_type: maybeName,
  quantity: points,
  amount_fen: points,
  own_money_fen: points,
  payments: fc.array(fc.record({ method: name, amount_fen: points }), { maxLength: 1 }),
  factors: fc.array(factor, { maxLength: 2 }),
  product: name,
  points,
});
const fixed = fc.record({
  rule_id: name,
  rule_version: points,
  label: name,
  quantity: points,
  factors: fc.array(factor, { maxLength: 1 }),
  points,
});
const inputs = fc.record(
  {
    venue_id: maybeName,
    channel: maybeName,
    business_date: name,
    local_time: name,
    weekday: points,
    holiday: fc.record({ state: fc.constantFrom("off", "makeup", "none", "unknown"), name: maybeName }),
    tier: fc.option(fc.record({ code: name, num: points, den: points })),
    tag_ids: fc.option(fc.array(name, { maxLength: 1 })),
    birthday: fc.option(
      fc.record({ today: fc.boolean(), month: fc.boolean(), basis: fc.constantFrom("solar", "lunar") }),
    ),
    behaviour: name,
    subject: maybeName,
    quantity: points,
    streak_days: points,
  },
  {
    requiredKeys: [
      "venue_id",
      "channel",
      "business_date",
      "local_time",
      "weekday",
      "holiday",
      "tier",
      "tag_ids",
      "birthday",
    ],
  },
);
const credit = fc.record({ stack_group: maybeName, points, available_from: name, expires_at: maybeName });
const traces: fc.Arbitrary<EarningTrace> = fc
  .record({
    policy_revision: points,
    program_version: points,
    member_id: name,
    inputs,
    stacking: fc.constantFrom("largest_only", "multiply", "add"),
    season_id: maybeName,
    lines: fc.array(line, { maxLength: 2 }),
    fixed: fc.array(fixed, { maxLength: 2 }),
    caps: fc.array(
      fc.record({
        kind: fc.constantFrom("daily", "rule_day"),
        rule_id: maybeName,
        limit: points,
        used_before: points,
        removed: points,
      }),
      { maxLength: 2 },
    ),
    groups: fc.array(
      fc.record({
        stack_group: name,
        mode: fc.constantFrom("largest_only", "stack"),
        best_before: points,
        outcome: fc.constantFrom("stands", "lost"),
        replaced_transaction_ids: fc.array(name, { maxLength: 1 }),
        removed: points,
      }),
      { maxLength: 1 },
    ),
    result: points,
    rejected: fc.array(
      fc.record({
        ...ruled,
        line_no: fc.option(points),
        code: fc.constantFrom("condition", "budget"),
        field: name,
        expected: name,
        actual: maybeName,
      }),
      { maxLength: 2 },
    ),
    credits: fc.array(credit, { maxLength: 2 }),
    debt_repaid: points,
  })
  .map((one) => {
    const [first] = one.credits;
    const lot = first ? { available_from: first.available_from, expires_at: first.expires_at } : null;
    const sum = [...one.lines, ...one.fixed].reduce((total, each) => total + each.points, 0);
    return { ...one, sum, lot };
  });

const stored = (trace: PackedTrace) => JSON.parse(JSON.stringify(trace)) as PackedTrace;

describe("a trace as it lies in the book", () => {
  test("is read as it was told, whatever it says", () => {
    fc.assert(
      fc.property(traces, (trace) => {
        expect(readTrace(stored(packTrace(trace)))).toEqual(trace);
      }),
      { numRuns: 2_000 },
    );
  });

  test("keeps what the database asks about at its place", () => {
    fc.assert(
      fc.property(traces, (trace) => {
        const { inputs: kept, member_id, result } = stored(packTrace(trace));
        expect([typeof kept, member_id, result]).toEqual(["object", trace.member_id, trace.result]);
      }),
    );
  });

  test("one from before there was a short form is read as it is", () => {
    const [trace] = fc.sample(traces, 1) as [EarningTrace];
    expect(readTrace(trace)).toBe(trace);
  });
});
