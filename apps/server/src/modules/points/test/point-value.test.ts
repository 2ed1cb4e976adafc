import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deferralOf, fullCostOf, isUnitCost, liabilityOf } from "../domain/point-value.ts";

const month_end = { unit_cost: "0.01", breakage_bp: 1_500 };

describe("what points are worth", () => {
  test("1,040,000 points at 0.01 yuan with 15 % breakage are 8,840.00 yuan", () => {
    expect(liabilityOf(1_040_000, month_end)).toBe(884_000);
    expect(liabilityOf(25_000, { unit_cost: "0.015", breakage_bp: 1_000 })).toBe(33_750);
    expect(fullCostOf(1_040_000, month_end)).toBe(1_040_000);
  });

  test("a sale of 1,000 yuan that earns 1,000 points defers 8.43 and recognises 991.57", () => {
    expect(deferralOf(100_000, 1_000, month_end)).toEqual({ defer_fen: 843, recognise_fen: 99_157 });
  });

  test("halves go up, whatever the sign", () => {
    expect(liabilityOf(1, { unit_cost: "0.005", breakage_bp: 0 })).toBe(1);
    expect(liabilityOf(-1, { unit_cost: "0.005", breakage_bp: 0 })).toBe(-1);
    expect(liabilityOf(1, { unit_cost: "0.0049999", breakage_bp: 0 })).toBe(0);
  });

  test("nothing sold defers nothing", () => {
    expect(deferralOf(0, 0, month_end)).toEqual({ defer_fen: 0, recognise_fen: 0 });
    expect(deferralOf(0, 500, month_end)).toEqual({ defer_fen: 0, recognise_fen: 0 });
    expect(deferralOf(12_345, 0, month_end)).toEqual({ defer_fen: 0, recognise_fen: 12_345 });
  });

  test("both parts always make the sale, and large numbers stay exact", () => {
    fc.assert(
      fc.property(fc.nat(10 ** 12), fc.nat(10 ** 12), fc.nat(10_000), fc.nat(999_999), (sale, points, bp, cost) => {
        const value = { unit_cost: `0.${String(cost).padStart(6, "0")}`, breakage_bp: bp };
        const { defer_fen, recognise_fen } = deferralOf(sale, points, value);
        expect(defer_fen + recognise_fen).toBe(sale);
        expect(defer_fen).toBeGreaterThanOrEqual(0);
        expect(recognise_fen).toBeGreaterThanOrEqual(0);
        // v = points × cost ÷ 10⁶ × 100 × (1 − bp ÷ 10⁴) fen; |2 × (defer − exact)| ≤ 1, without a fraction.
        const v = BigInt(points) * BigInt(cost) * BigInt(10_000 - bp);
        const den = 100_000_000n;
        const whole = BigInt(sale) * den + v;
        const twice_off = 2n * (BigInt(defer_fen) * whole - BigInt(sale) * v);
        expect(twice_off <= whole && twice_off >= -whole).toBe(true);
      }),
    );
  });

  test("a unit cost is a plain decimal", () => {
    expect(["0.01", "1", "12.5", "0.000000001"].map(isUnitCost)).toEqual([true, true, true, true]);
    expect(["", ".1", "1.", "-1", "1e3", "0.0000000001", "1,5"].some(isUnitCost)).toBe(false);
  });
});
