import { assert, assertSafeInteger } from "./assert.ts";

/** floor(value × num ÷ den), exact for all safe integers; BigInt only when the product leaves the safe range. */
export function mulDivFloor(value: number, num: number, den: number): number {
  assert(den > 0, "denominator is positive");
  const product = value * num;
  if (Number.isSafeInteger(product)) return Math.floor(product / den);
  const big = BigInt(value) * BigInt(num);
  const quotient = big / BigInt(den);
  const floored = big < 0n && big % BigInt(den) !== 0n ? quotient - 1n : quotient;
  return assertSafeInteger(Number(floored), "mulDivFloor result");
}

/**
 * Splits `total` by `shares` and conserves it: each part is floor(total × share ÷ sum), and the units left over go
 * by `rule`: `largest_remainder` to the parts that lost most (ties: the first), `first_come` to the first parts.
 * When no share is positive everything goes to the first part.
 */
export function allocate(total: number, shares: readonly number[], rule: "largest_remainder" | "first_come"): number[] {
  assert(total >= 0 && shares.length > 0, "allocate: total ≥ 0 and at least one share");
  const sum = shares.reduce((a, b) => a + BigInt(assertSafeInteger(b, "share")), 0n);
  if (sum === 0n) return shares.map((_, index) => (index === 0 ? total : 0));
  const big = BigInt(assertSafeInteger(total, "total"));
  const parts = shares.map((share) => (big * BigInt(share)) / sum);
  const order = shares
    .map((share, index) => ({ index, lost: (big * BigInt(share)) % sum }))
    .filter(({ index }) => shares[index] !== 0);
  if (rule === "largest_remainder")
    order.sort((a, b) => (a.lost < b.lost ? 1 : a.lost > b.lost ? -1 : a.index - b.index));
  let left = Number(big - parts.reduce((a, b) => a + b, 0n));
  for (const { index } of order) {
    if (left-- <= 0) break;
    parts[index] = (parts[index] ?? 0n) + 1n;
  }
  return parts.map(Number);
}
