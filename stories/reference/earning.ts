// Points of a purchase, as ledger.md and decisions.md say: per line, exact, rounded once, down.
import { type Fraction, fraction, isLarger, plus, roundDown, times } from "./fraction.ts";

export type Stacking = "largest_only" | "multiply" | "add";

export interface EarningTerms {
  /** Points per fen of own money. */
  readonly rate: Fraction;
  readonly stacking: Stacking;
  readonly tier: Fraction;
  /** Points per member and business day; null where there is none. */
  readonly daily_cap: number | null;
}

export interface EarningLine {
  readonly own_fen: number;
  /** The factors of the promotions that apply to this line. */
  readonly promotions: readonly Fraction[];
  readonly payment?: Fraction;
}

const one = fraction(1);

/** The one factor that promotions come to. */
export function stacked(promotions: readonly Fraction[], stacking: Stacking): Fraction {
  const [first, ...others] = promotions;
  if (!first) return one;
  if (stacking === "multiply") return promotions.reduce(times);
  if (stacking === "add") return promotions.reduce(plus);
  return others.reduce((best, next) => (isLarger(next, best) ? next : best), first);
}

export const linePoints = (terms: EarningTerms, line: EarningLine): number =>
  roundDown(
    [stacked(line.promotions, terms.stacking), terms.tier, line.payment ?? one].reduce(
      times,
      times(fraction(line.own_fen), terms.rate),
    ),
  );

/** Points per line after the day's cap, filled in line order. */
export function earnedPoints(terms: EarningTerms, lines: readonly EarningLine[], used_before: number): number[] {
  let room = terms.daily_cap === null ? Number.POSITIVE_INFINITY : Math.max(0, terms.daily_cap - used_before);
  return lines.map((line) => {
    const points = Math.min(room, linePoints(terms, line));
    room -= points;
    return points;
  });
}

/** What stands after each of a day's awards of one stack group: the largest so far, or in a stacking season all of them. */
export function standing(awards: readonly number[], stacks: boolean): number[] {
  return awards.map((_, index) => {
    const so_far = awards.slice(0, index + 1);
    return stacks ? sum(so_far) : Math.max(...so_far);
  });
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
