import type { Facts } from "../../rules/index.ts";
import { applies, type Deciding, nameOf } from "./deciding.ts";
import { BASE, type EarningLine } from "./earning.ts";
import { earnsNothing, lineFacts, namesBusinessType } from "./facts.ts";
import type { Piece, Share } from "./piece.ts";
import type { PolicyRule, RateRule } from "./policy.ts";
import { combine, type Promotion, promotionFactors } from "./promotions.ts";
import { compare, exactText, floor, ONE, plus, type Rational, rational, reduced, times, ZERO } from "./rational.ts";
import type { TraceFactor, TraceLine } from "./trace.ts";

/** Each line: own money × rate × promotions × tier × payment, exact, rounded once, down. */
export function earnLines(deciding: Deciding): { trace: TraceLine; piece: Piece }[] {
  const facts = lineFacts(deciding.request);
  return deciding.request.lines.map((line, index) => earnLine(deciding, line, facts[index] ?? {}));
}

function earnLine(deciding: Deciding, line: EarningLine, facts: Facts) {
  const { program } = deciding;
  const rate_rule = rateOf(deciding, line, facts);
  const rate = rate_rule ? { ...rate_rule.definition.rate, name: nameOf(rate_rule) } : baseRate(deciding, line);
  const applying = deciding.multipliers.filter((rule) => applies(deciding, rule, facts, line.line_no));
  const promotion = combine(deciding, applying, line.line_no);
  const tier = deciding.request.inputs.tier;
  const counted = weighted(line, program.payment_coefficients);
  const before = times(times(counted, rational(rate.points, rate.per_fen)), tier ? rational(tier.num, tier.den) : ONE);
  const product = times(before, promotion.factor);
  const factors: TraceFactor[] = [
    { kind: "rate", ...rate.name, num: rate.points, den: rate.per_fen },
    ...promotionFactors(promotion),
    ...(tier && tier.num !== tier.den
      ? [{ kind: "tier" as const, rule_id: null, rule_version: null, label: tier.code, num: tier.num, den: tier.den }]
      : []),
    ...paymentFactor(line, counted),
  ];
  const { payments, ...told } = line;
  return {
    trace: { ...told, payments: [...payments], factors, product: exactText(product), points: floor(product) },
    piece: {
      line_no: line.line_no,
      source: rate_rule?.rule_id ?? BASE,
      rule: rate_rule ?? null,
      stack_group: rate_rule ? (rate_rule.definition.stack_group ?? null) : program.stack_group,
      pending_days: pendingDays(deciding, [rate_rule, ...promotion.chosen.map(({ rule }) => rule)]),
      shares: [{ rule: rate_rule ?? null, points: floor(before) }, ...promotionShares(before, promotion)],
    },
  };
}

/** What each promotion adds to what was there before it. */
export function promotionShares(before: Rational, { chosen }: Promotion): Share[] {
  let so_far = floor(before);
  return chosen.map(({ rule, factor_so_far }) => {
    const points = floor(times(before, factor_so_far));
    const share = { rule, points: points - so_far };
    so_far = points;
    return share;
  });
}

/** The largest rate rule that applies takes the place of the base rate; of equals the older. */
function rateOf(deciding: Deciding, line: EarningLine, facts: Facts): PolicyRule<RateRule> | undefined {
  const { business_type } = line;
  const able = deciding.rates.filter(
    ({ definition }) =>
      business_type === null || !earnsNothing(business_type) || namesBusinessType(definition.conditions, business_type),
  );
  const applying = able.filter((rule) => applies(deciding, rule, facts, line.line_no));
  const value = ({ definition: { rate } }: PolicyRule<RateRule>) => rational(rate.points, rate.per_fen);
  const [first, ...rest] = applying;
  if (!first) return undefined;
  const winner = rest.reduce((best, rule) => (compare(value(rule), value(best)) > 0 ? rule : best), first);
  for (const rule of applying) {
    if (rule === winner) continue;
    const show = ({ definition: { rate } }: PolicyRule<RateRule>) => `${rate.points}/${rate.per_fen}`;
    const why = { code: "not_largest", field: "rate", expected: show(winner), actual: show(rule) } as const;
    deciding.rejected.push({ ...nameOf(rule), line_no: line.line_no, ...why });
  }
  return winner;
}

function baseRate({ program, rejected }: Deciding, line: EarningLine) {
  const { rule_id, version, rate_points, rate_fen } = program;
  const name = { rule_id, rule_version: version, label: "base" };
  if (!earnsNothing(line.business_type)) return { points: rate_points, per_fen: rate_fen, name };
  const why = { field: "business_type", expected: "earning", actual: line.business_type };
  rejected.push({ ...name, line_no: line.line_no, code: "business_type", ...why });
  return { points: 0, per_fen: rate_fen, name };
}

/** Own money in fen, each payment by its method's coefficient. */
function weighted(line: EarningLine, coefficients: Deciding["program"]["payment_coefficients"]): Rational {
  const named = line.payments.reduce((sum, payment) => sum + payment.amount_fen, 0);
  return line.payments.reduce(
    (sum, { method, amount_fen }) => {
      const { num, den } = (Object.hasOwn(coefficients, method) && coefficients[method]) || { num: 1, den: 1 };
      return plus(sum, times(rational(amount_fen), rational(num, den)));
    },
    plus(ZERO, rational(line.own_money_fen - named)),
  );
}

/** The coefficients as one factor: what counts ÷ what was paid. */
function paymentFactor(line: EarningLine, counted: Rational): TraceFactor[] {
  const own = rational(line.own_money_fen);
  if (line.own_money_fen === 0 || compare(counted, own) === 0) return [];
  const { n, d } = reduced({ n: counted.n, d: counted.d * own.n });
  const label = line.payments.map(({ method }) => method).join("+");
  return [{ kind: "payment", rule_id: null, rule_version: null, label, num: Number(n), den: Number(d) }];
}

/** The longest wait that a rule of its own asks for; without one the programme's. */
export function pendingDays({ program }: Deciding, rules: (PolicyRule | undefined)[]): number {
  const own = rules.flatMap((rule) => rule?.definition.pending_days ?? []);
  return own.length > 0 ? Math.max(...own) : program.pending_days;
}
