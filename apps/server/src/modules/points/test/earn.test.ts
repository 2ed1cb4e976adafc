import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { earn, type EarningPolicy } from "../domain/earn.ts";
import { expiryOf } from "../domain/expiry.ts";
import { programAt, type Program } from "../program.ts";

const policy: EarningPolicy = { version: 3, rule_id: "rule", rate_points: 1, rate_fen: 100, daily_cap: 1_500 };
const lineOf = (own_money_fen: number, index = 0) => ({
  line_no: index + 1,
  title: `line ${index + 1}`,
  amount_fen: own_money_fen,
  own_money_fen,
});

describe("earning", () => {
  test("rounds each line down by itself and fills the cap in line order", () => {
    const earning = earn(policy, [142_499, 15_099, 199].map(lineOf), 0);
    expect(earning.line_points).toEqual([1_424, 76, 0]);
    expect(earning.points).toBe(1_500);
    expect(earning.trace.cap).toEqual({ kind: "daily", limit: 1_500, used_before: 0, removed: 75 });
    expect(earning.trace.lines.map((line) => line.product)).toEqual(["1424.99", "150.99", "1.99"]);
  });

  test("a cap already passed gives nothing, and never takes", () => {
    expect(earn(policy, [lineOf(10_000)], 1_600)).toMatchObject({ points: 0, trace: { cap: { removed: 100 } } });
  });

  test("a rate that does not end in hundredths is shown as a fraction", () => {
    expect(earn({ ...policy, rate_points: 2, rate_fen: 300 }, [lineOf(1_000)], 0).trace.lines[0]?.product).toBe(
      "2000/300",
    );
  });

  test("follows the arithmetic of the book for any policy", () => {
    const amounts = fc.array(fc.integer({ min: 0, max: 10_000_000 }), { minLength: 1, maxLength: 6 });
    const small = fc.integer({ min: 1, max: 500 });
    fc.assert(
      fc.property(
        amounts,
        small,
        small,
        fc.integer({ min: 0, max: 5_000 }),
        fc.integer({ min: 0, max: 6_000 }),
        (fen, num, den, cap, used) => {
          const earning = earn({ ...policy, rate_points: num, rate_fen: den, daily_cap: cap }, fen.map(lineOf), used);
          const uncapped = fen.reduce((sum, amount) => sum + Number((BigInt(amount) * BigInt(num)) / BigInt(den)), 0);
          expect(earning.points).toBe(Math.min(uncapped, Math.max(0, cap - used)));
          expect(earning.line_points.reduce((a, b) => a + b, 0)).toBe(earning.points);
          expect(earning.trace.sum - earning.trace.cap.removed).toBe(earning.trace.result);
        },
      ),
    );
  });
});

describe("expiry", () => {
  const zone = "Asia/Shanghai";
  test("points live to the end of the year after", () => {
    const now = new Date("2026-03-01T00:00:00Z");
    expect(expiryOf("2026-03-01", zone, now, 30)).toEqual(new Date("2028-01-01T00:00:00+08:00"));
    expect(expiryOf("2026-12-31", zone, now, 30)).toEqual(new Date("2028-01-01T00:00:00+08:00"));
  });
  test("points that would be over when they arrive live to the end of the last grace day", () => {
    const now = new Date("2026-03-01T15:59:00Z");
    expect(expiryOf("2017-05-05", zone, now, 30)).toEqual(new Date("2026-04-01T00:00:00+08:00"));
    expect(expiryOf("2017-05-05", zone, new Date("2026-03-01T16:01:00Z"), 30)).toEqual(
      new Date("2026-04-02T00:00:00+08:00"),
    );
  });
});

test("a purchase is decided by the version in force at its business time", () => {
  const version = (n: number, from: string) => ({ ...policy, version: n, effective_from: new Date(from) }) as Program;
  const versions = [version(2, "2026-06-01T00:00:00Z"), version(1, "2026-01-01T00:00:00Z")];
  expect(programAt(versions, new Date("2026-05-31T23:59:59Z")).version).toBe(1);
  expect(programAt(versions, new Date("2026-06-01T00:00:00Z")).version).toBe(2);
  expect(programAt(versions, new Date("2020-01-01T00:00:00Z")).version).toBe(1);
});
