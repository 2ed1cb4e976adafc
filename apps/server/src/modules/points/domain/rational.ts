/** An exact fraction; the denominator is positive. Numbers stay small: a product of a handful of settings. */
export interface Rational {
  readonly n: bigint;
  readonly d: bigint;
}

export const ZERO: Rational = { n: 0n, d: 1n };
export const ONE: Rational = { n: 1n, d: 1n };

export const rational = (n: number, d = 1): Rational => ({ n: BigInt(n), d: BigInt(d) });
export const times = (a: Rational, b: Rational): Rational => ({ n: a.n * b.n, d: a.d * b.d });
export const plus = (a: Rational, b: Rational): Rational =>
  a.d === b.d ? { n: a.n + b.n, d: a.d } : { n: a.n * b.d + b.n * a.d, d: a.d * b.d };

/** Below zero, zero or above: a − b. */
export function compare(a: Rational, b: Rational): number {
  const left = a.n * b.d;
  const right = b.n * a.d;
  return left < right ? -1 : Number(left > right);
}

/** The one rounding there is: down. Nothing here is negative. */
export const floor = ({ n, d }: Rational): number => Number(n / d);

export function reduced({ n, d }: Rational): Rational {
  let [a, b] = [n, d];
  while (b !== 0n) [a, b] = [b, a % b];
  return a > 1n ? { n: n / a, d: d / a } : { n, d };
}

/** As a person reads it: with two decimals when it ends there, otherwise as `a/b`. */
export function exactText(value: Rational): string {
  const hundredths = value.n * 100n;
  if (hundredths % value.d !== 0n) {
    const { n, d } = reduced(value);
    return `${n}/${d}`;
  }
  const digits = String(hundredths / value.d).padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
