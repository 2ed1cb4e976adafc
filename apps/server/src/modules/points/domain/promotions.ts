import { type Deciding, nameOf, reject } from "./deciding.ts";
import type { MultiplierRule, PolicyRule } from "./policy.ts";
import { compare, ONE, plus, type Rational, rational, times } from "./rational.ts";
import type { TraceFactor } from "./trace.ts";

/** Promotions that count together, with the factor that each makes along with those before it. */
export interface Promotion {
  chosen: { rule: PolicyRule<MultiplierRule>; factor_so_far: Rational }[];
  factor: Rational;
}

const factorOf = ({ definition: { factor } }: PolicyRule<MultiplierRule>) => rational(factor.num, factor.den);
const factorText = ({ definition: { factor } }: PolicyRule<MultiplierRule>) =>
  factor.den === 1 ? String(factor.num) : `${factor.num}/${factor.den}`;

/** What of the promotions that apply counts: the largest (of equals the older), their product, or the sum of factors. */
export function combine(deciding: Deciding, applying: PolicyRule<MultiplierRule>[], line_no: number | null): Promotion {
  if (deciding.stacking === "largest_only") return largest(deciding, applying, line_no);
  const join = deciding.stacking === "multiply" ? times : plus;
  let factor: Rational | undefined;
  const chosen = applying.map((rule) => {
    factor = factor ? join(factor, factorOf(rule)) : factorOf(rule);
    return { rule, factor_so_far: factor };
  });
  return { chosen, factor: factor ?? ONE };
}

function largest(deciding: Deciding, applying: PolicyRule<MultiplierRule>[], line_no: number | null): Promotion {
  const [first, ...rest] = applying;
  if (!first) return { chosen: [], factor: ONE };
  const winner = rest.reduce((best, rule) => (compare(factorOf(rule), factorOf(best)) > 0 ? rule : best), first);
  for (const rule of applying) {
    if (rule === winner) continue;
    const why = {
      code: "not_largest",
      field: "factor",
      expected: factorText(winner),
      actual: factorText(rule),
    } as const;
    reject(deciding, rule, line_no, why);
  }
  const factor = factorOf(winner);
  return { chosen: [{ rule: winner, factor_so_far: factor }], factor };
}

export function promotionFactors({ chosen }: Promotion): TraceFactor[] {
  return chosen.map(({ rule }) => ({ kind: "promotion", ...nameOf(rule), ...rule.definition.factor }));
}
