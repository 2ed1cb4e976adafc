// What points are worth in the books of the company.
import { decimal, fraction, plus, roundHalfUp, times } from "./fraction.ts";

export interface Valuation {
  /** Yuan per point, in decimals. */
  readonly unit_cost: string;
  /** The part that is never used, in ten-thousandths. */
  readonly breakage_bp: number;
}

const worthFen = (points: number, { unit_cost, breakage_bp }: Valuation) =>
  [decimal(unit_cost), fraction(100), fraction(10_000 - breakage_bp, 10_000)].reduce(times, fraction(points));

export const liabilityFen = (points: number, valuation: Valuation): number => roundHalfUp(worthFen(points, valuation));

/** A sale that earns points is two things sold: its price is shared out by what each is worth alone. */
export function deferral(sale_fen: number, points: number, valuation: Valuation) {
  const value = worthFen(points, valuation);
  const whole = plus(fraction(sale_fen), value);
  const defer_fen = roundHalfUp({ num: BigInt(sale_fen) * value.num * whole.den, den: whole.num * value.den });
  return { defer_fen, recognise_fen: sale_fen - defer_fen };
}
