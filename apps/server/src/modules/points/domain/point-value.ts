import { assert, assertSafeInteger } from "../../../platform/kernel/assert.ts";

/** What the programme believes one point to cost. */
export interface PointValue {
  /** Yuan per point, as a decimal: `0.01`. */
  unit_cost: string;
  /** The share that will never be used, in hundredths of a per cent: 1500 is 15 %. */
  breakage_bp: number;
}

interface Fraction {
  num: bigint;
  den: bigint;
}

const DECIMAL = /^(\d{1,9})(?:\.(\d{1,9}))?$/;

export function isUnitCost(text: string): boolean {
  return DECIMAL.test(text);
}

/** What `points` will cost, in fen: points × unit cost × (1 − breakage), exact. */
function costOf(points: number, { unit_cost, breakage_bp }: PointValue): Fraction {
  const [, yuan = "", decimals = ""] = DECIMAL.exec(unit_cost) ?? [];
  assert(yuan !== "", "a unit cost is a decimal number of yuan");
  assert(breakage_bp >= 0 && breakage_bp <= 10_000, "breakage is a share");
  return {
    num: BigInt(points) * BigInt(yuan + decimals) * 100n * BigInt(10_000 - breakage_bp),
    den: 10n ** BigInt(decimals.length) * 10_000n,
  };
}

function roundHalfUp({ num, den }: Fraction): number {
  const sign = num < 0n ? -1n : 1n;
  return assertSafeInteger(Number(sign * ((2n * sign * num + den) / (2n * den))), "fen");
}

/** What the house owes for points that are out, in fen, half up. */
export function liabilityOf(points: number, value: PointValue): number {
  return roundHalfUp(costOf(points, value));
}

/** What giving `points` costs when every one of them is used, in fen, half up. */
export function fullCostOf(points: number, { unit_cost }: Pick<PointValue, "unit_cost">): number {
  return roundHalfUp(costOf(points, { unit_cost, breakage_bp: 0 }));
}

/**
 * The part of a sale that belongs to the points it gives and is recognised when they are used (relative stand-alone
 * prices, IFRS 15 / CAS 14): sale × v ÷ (sale + v), v being what the points will cost. Half up; both parts make the sale.
 */
export function deferralOf(
  sale_fen: number,
  points: number,
  value: PointValue,
): { defer_fen: number; recognise_fen: number } {
  const { num, den } = costOf(points, value);
  const sale = BigInt(sale_fen);
  const whole = sale * den + num;
  const defer_fen = whole === 0n ? 0 : roundHalfUp({ num: sale * num, den: whole });
  return { defer_fen, recognise_fen: sale_fen - defer_fen };
}
