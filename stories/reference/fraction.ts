// Exact numbers of the calculator.
export interface Fraction {
  readonly num: bigint;
  readonly den: bigint;
}

export const fraction = (num: number | bigint, den: number | bigint = 1): Fraction => ({
  num: BigInt(num),
  den: BigInt(den),
});

export const times = (a: Fraction, b: Fraction): Fraction => ({ num: a.num * b.num, den: a.den * b.den });

export const plus = (a: Fraction, b: Fraction): Fraction => ({
  num: a.num * b.den + b.num * a.den,
  den: a.den * b.den,
});

export const isLarger = (a: Fraction, b: Fraction): boolean => a.num * b.den > b.num * a.den;

/** Values here are never negative, so a cut is a floor. */
export const roundDown = ({ num, den }: Fraction): number => Number(num / den);

export const roundHalfUp = ({ num, den }: Fraction): number => Number((2n * num + den) / (2n * den));

/** “0.01” → 1/100. */
export function decimal(text: string): Fraction {
  const [whole = "0", digits = ""] = text.split(".");
  return fraction(BigInt(whole + digits), 10n ** BigInt(digits.length));
}
