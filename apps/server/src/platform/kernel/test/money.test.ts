import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allocate, mulDivFloor } from "../money.ts";

const amount = fc.integer({ min: 0, max: 2 ** 50 });

describe("mulDivFloor", () => {
  test("rounds down, also below zero and beyond the safe product", () => {
    expect(mulDivFloor(31_666, 3, 200)).toBe(474);
    expect(mulDivFloor(-1, 1, 100)).toBe(-1);
    expect(mulDivFloor(Number.MAX_SAFE_INTEGER, 1_000_000, 1_000_000)).toBe(Number.MAX_SAFE_INTEGER);
    expect(() => mulDivFloor(Number.MAX_SAFE_INTEGER, 2, 1)).toThrow(/safe integer/);
  });

  test("agrees with exact arithmetic", () => {
    fc.assert(
      fc.property(
        fc.maxSafeInteger(),
        fc.integer({ min: 0, max: 10_000 }),
        fc.integer({ min: 10_000, max: 1_000_000 }),
        (value, num, den) => {
          const result = BigInt(mulDivFloor(value, num, den));
          const rest = BigInt(value) * BigInt(num) - result * BigInt(den);
          expect(rest >= 0n && rest < BigInt(den)).toBe(true);
        },
      ),
    );
  });
});

describe("allocate", () => {
  test.each([
    ["largest_remainder", 100, [1, 1, 1], [34, 33, 33]],
    ["largest_remainder", 5, [1, 2, 4], [1, 1, 3]],
    ["first_come", 5, [1, 2, 4], [1, 2, 2]],
    ["first_come", 1, [0, 3, 3], [0, 1, 0]],
    ["largest_remainder", 7, [0, 0], [7, 0]],
  ] as const)("%s splits %i by %j", (rule, total, shares, parts) => {
    expect(allocate(total, shares, rule)).toEqual(parts);
  });

  test("conserves the total and gives each part its floor or one more", () => {
    const rule = fc.constantFrom("largest_remainder" as const, "first_come" as const);
    fc.assert(
      fc.property(amount, fc.array(amount, { minLength: 1, maxLength: 9 }), rule, (total, shares, how) => {
        const parts = allocate(total, shares, how);
        expect(parts.reduce((a, b) => a + b, 0)).toBe(total);
        const sum = shares.reduce((a, b) => a + BigInt(b), 0n);
        if (sum === 0n) return;
        for (const [index, part] of parts.entries()) {
          const floor = Number((BigInt(total) * BigInt(shares[index] ?? 0)) / sum);
          expect(part === floor || part === floor + 1).toBe(true);
        }
      }),
    );
  });
});
