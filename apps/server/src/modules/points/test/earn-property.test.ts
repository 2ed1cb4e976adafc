// The engine against a calculator written straight from the policy: fractions of BigInts, one line at a time, no
// shared code with it.
import fc from "fast-check";
import { expect, test } from "vitest";
import { earn } from "../domain/earn.ts";
import { recompute } from "../domain/recompute.ts";
import type { EarningTrace } from "../domain/trace.ts";
import type { PolicyRule, PolicySeason, ProgramVersion } from "../domain/policy.ts";
import { all, lineOf, NOTHING_USED, policyOf, requestOf, ruleOf } from "./build.ts";

const NONE: ReadonlySet<string> = new Set();

interface Case {
  rate: [number, number];
  caps: [daily: number | null, monthly: number | null];
  used: [daily: number, monthly: number];
  tier: [number, number];
  wallet: [number, number];
  stacking: "largest_only" | "multiply" | "add";
  seasonal: "largest_only" | "multiply" | "add" | null;
  rules: { num: number; den: number; item: string | null; limit: number | null }[];
  lines: { cash: number; wallet: number; item: string }[];
}

const small = fc.integer({ min: 1, max: 12 });
const fraction = fc.tuple(small, small);
const stacking = fc.constantFrom("largest_only", "multiply", "add");
const item = fc.constantFrom("X", "Y", "Z");
const maybe = (max: number) => fc.option(fc.integer({ min: 1, max }));
const cases: fc.Arbitrary<Case> = fc.record({
  rate: fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 1_000 })),
  caps: fc.tuple(maybe(3_000), maybe(5_000)),
  used: fc.tuple(fc.integer({ min: 0, max: 2_000 }), fc.integer({ min: 0, max: 4_000 })),
  tier: fraction,
  wallet: fraction,
  stacking,
  seasonal: fc.option(stacking),
  rules: fc.array(
    fc.record({
      num: fc.integer({ min: 10, max: 50 }),
      den: fc.integer({ min: 1, max: 10 }),
      item: fc.option(item),
      limit: maybe(400),
    }),
    { maxLength: 4 },
  ),
  lines: fc.array(fc.record({ cash: fc.nat({ max: 500_000 }), wallet: fc.nat({ max: 500_000 }), item }), {
    minLength: 1,
    maxLength: 5,
  }),
});

type Q = [bigint, bigint];
const mul = (a: Q, b: Q): Q => [a[0] * b[0], a[1] * b[1]];
const add = (a: Q, b: Q): Q => [a[0] * b[1] + b[0] * a[1], a[1] * b[1]];
const q = (n: number, d = 1): Q => [BigInt(n), BigInt(d)];
const down = ([n, d]: Q) => Number(n / d);
const exceeds = (a: Q, b: Q) => a[0] * b[1] > b[0] * a[1];

/** Points per line, by hand. */
function byHand(one: Case): number[] {
  const way = one.seasonal ?? one.stacking;
  const left = one.rules.map((rule) => rule.limit ?? Number.POSITIVE_INFINITY);
  let room = Math.min(
    ...one.caps.map((cap, index) =>
      cap === null ? Number.POSITIVE_INFINITY : Math.max(0, cap - (one.used[index] ?? 0)),
    ),
  );
  const limited = one.lines.map((line) => {
    const own = add(q(line.cash), mul(q(line.wallet), q(...one.wallet)));
    const base = mul(mul(own, q(...one.rate)), q(...one.tier));
    let chosen = one.rules.flatMap((rule, index) => (rule.item === null || rule.item === line.item ? [index] : []));
    if (way === "largest_only" && chosen.length > 1) {
      const factor = (index: number) => q(one.rules[index]?.num ?? 0, one.rules[index]?.den);
      chosen = [chosen.reduce((best, index) => (exceeds(factor(index), factor(best)) ? index : best))];
    }
    let points = down(base);
    let before = down(base);
    let factor: Q | undefined;
    for (const index of chosen) {
      const own_factor = q(one.rules[index]?.num ?? 0, one.rules[index]?.den);
      factor = factor ? (way === "multiply" ? mul(factor, own_factor) : add(factor, own_factor)) : own_factor;
      const now = down(mul(base, factor));
      const extra = Math.min(now - before, now - before > 0 ? (left[index] ?? 0) : now - before);
      left[index] = (left[index] ?? 0) - Math.max(0, extra);
      points += extra;
      before = now;
    }
    return points;
  });
  return limited.map((points) => {
    const given = Math.min(points, room);
    room -= given;
    return given;
  });
}

function byEngine(one: Case) {
  const { policy, request, usage } = arrange(one);
  return earn(policy, request, usage);
}

function arrange(one: Case) {
  const rules = one.rules.map(
    (rule, index): PolicyRule =>
      ruleOf(`rule ${index}`, {
        kind: "multiplier",
        factor: { num: rule.num, den: rule.den },
        ...(rule.limit === null ? {} : { limits: { per_purchase: rule.limit } }),
        conditions: rule.item === null ? all() : all({ field: "item_code", operator: "=", value: rule.item }),
      }),
  );
  const program: Partial<ProgramVersion> = {
    rate_points: one.rate[0],
    rate_fen: one.rate[1],
    daily_cap: one.caps[0],
    monthly_cap: one.caps[1],
    stacking: one.stacking,
    payment_coefficients: { wallet: { num: one.wallet[0], den: one.wallet[1] } },
  };
  const days = { valid_from: "2026-10-01", valid_until: "2026-10-07" };
  const seasons: PolicySeason[] = one.seasonal
    ? [{ season_id: "s", name: "季", ...days, stacking: one.seasonal, groups: "largest_only" }]
    : [];
  const lines = one.lines.map((line) =>
    lineOf(line.cash + line.wallet, {
      item_code: line.item,
      payments: [
        { method: "cash", amount_fen: line.cash },
        { method: "wallet", amount_fen: line.wallet },
      ],
    }),
  );
  const request = requestOf(lines, { tier: { code: "t", num: one.tier[0], den: one.tier[1] } });
  return {
    policy: policyOf(rules, { program, seasons }),
    request,
    usage: { ...NOTHING_USED, daily: one.used[0], monthly: one.used[1] },
  };
}

test("gives what the policy's arithmetic gives, for any rules, lines, caps and seasons", () => {
  fc.assert(
    fc.property(cases, (one) => {
      const earning = byEngine(one);
      expect(earning.line_points).toEqual(byHand(one));
    }),
    { numRuns: 2_000 },
  );
});

test("its explanation adds up: sum, less what caps and groups took, is the result", () => {
  fc.assert(
    fc.property(cases, (one) => {
      const { points, line_points, parts, counted, trace } = byEngine(one);
      const removed = [...trace.caps, ...trace.groups].reduce((sum, { removed: taken }) => sum + taken, 0);
      expect(trace.sum - removed).toBe(trace.result);
      expect([points, counted]).toEqual([trace.result, trace.result]);
      expect(line_points.reduce((a, b) => a + b, 0)).toBe(points);
      expect(parts.reduce((sum, part) => sum + part.points, 0)).toBe(points);
    }),
    { numRuns: 1_000 },
  );
});

test("a refund decides anew from the explanation alone: as if the lines left were all there had been", () => {
  fc.assert(
    fc.property(cases, fc.nat(), (one, pick) => {
      const { policy, request, usage } = arrange(one);
      const { trace, points } = earn(policy, request, usage);
      // Stored and read again.
      const award = {
        trace: JSON.parse(JSON.stringify(trace)) as EarningTrace,
        business_time: request.business_time,
        lost: NONE,
      };
      expect(recompute(policy, award, request.lines).points).toBe(points);
      const left = request.lines.toSpliced(pick % request.lines.length, 1);
      expect(recompute(policy, award, left).points).toBe(earn(policy, { ...request, lines: left }, usage).points);
    }),
    { numRuns: 500 },
  );
});
