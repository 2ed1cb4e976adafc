import type { Factor, FactorKind, Labels, Trace, TraceLine } from "../../api/trace.ts";
import type { Language } from "../../i18n/text.ts";

const decimal = new Intl.NumberFormat("en-US", { maximumFractionDigits: 4 });

export const labelOf = (named: { label: string; labels?: Labels }, language: Language): string =>
  named.labels?.[language] || named.label;

/** One column a factor kind, in the order the engine multiplies them. */
export const KINDS: readonly FactorKind[] = ["rate", "promotion", "tier", "payment"];

export const factorsOf = (line: TraceLine, kind: FactorKind): Factor[] => line.factors.filter((f) => f.kind === kind);

/** The rate is points per fen; against yuan it reads as points per yuan. */
export const factorValue = (f: Factor): string => decimal.format((f.kind === "rate" ? 100 : 1) * (f.num / f.den));

export const yuanPerPoints = (f: Factor) => ({ yuan: decimal.format(f.den / 100), points: f.num });

/** Several promotions of one line read as they were joined: 2 × 3, or (2 + 3). */
export function joined(factors: Factor[], stacking: Trace["stacking"]): string {
  if (factors.length === 0) return "1";
  const parts = factors.map(factorValue);
  if (parts.length === 1) return parts[0] ?? "1";
  return stacking === "add" ? `(${parts.join(" + ")})` : parts.join(" × ");
}

/** `331.2` is exact; `a/b` does not end and is shown to two places, marked as about. */
export function productText(product: string): { text: string; about: boolean } {
  const [num, den] = product.split("/");
  if (den === undefined) return { text: product, about: false };
  return { text: (Number(num) / Number(den)).toFixed(2), about: true };
}
