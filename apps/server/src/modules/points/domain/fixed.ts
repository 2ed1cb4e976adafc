import type { Facts } from "../../rules/index.ts";
import { applies, type Deciding, nameOf } from "./deciding.ts";
import { behaviourFacts, earnsNothing, lineFacts, namesBusinessType } from "./facts.ts";
import { pendingDays, promotionShares } from "./lines.ts";
import type { Piece } from "./piece.ts";
import type { FixedRule, PolicyRule } from "./policy.ts";
import { combine, type Promotion, promotionFactors } from "./promotions.ts";
import { floor, ONE, rational, times } from "./rational.ts";
import type { TraceFixed } from "./trace.ts";

export interface FixedEarning {
  trace: TraceFixed;
  piece: Piece;
}

/** Fixed awards of a purchase (where any of its lines applies) or of a behaviour (which promotions of it multiply). */
export function earnFixed(deciding: Deciding): FixedEarning[] {
  if (deciding.request.inputs.behaviour === undefined) return ofPurchase(deciding);
  const facts = behaviourFacts(deciding.request);
  const applying = deciding.multipliers.filter((rule) => applies(deciding, rule, facts, null));
  const awards = deciding.fixed.filter((rule) => applies(deciding, rule, facts, null));
  const promotion = awards.length > 0 ? combine(deciding, applying, null) : { chosen: [], factor: ONE };
  return awards.map((rule) => award(deciding, rule, deciding.request.inputs.quantity ?? 1, promotion));
}

function ofPurchase(deciding: Deciding): FixedEarning[] {
  if (deciding.fixed.length === 0) return [];
  const facts = lineFacts(deciding.request);
  return deciding.fixed.flatMap((rule) => {
    const units = matchingUnits(deciding, rule, facts);
    return units === 0 ? [] : [award(deciding, rule, units, { chosen: [], factor: ONE })];
  });
}

/** The units of the lines it applies to. Only where it applies to none is it turned down, with the reasons of all. */
function matchingUnits(deciding: Deciding, rule: PolicyRule<FixedRule>, facts: Facts[]): number {
  const before = deciding.rejected.length;
  const { conditions } = rule.definition;
  const lines = deciding.request.lines.filter((line, index) => {
    const { business_type } = line;
    if (business_type !== null && earnsNothing(business_type) && !namesBusinessType(conditions, business_type))
      return false;
    return applies(deciding, rule, facts[index] ?? {}, line.line_no);
  });
  if (lines.length > 0) deciding.rejected.length = before;
  return lines.reduce((sum, line) => sum + line.quantity, 0);
}

function award(deciding: Deciding, rule: PolicyRule<FixedRule>, units: number, promotion: Promotion): FixedEarning {
  const { definition } = rule;
  const quantity = definition.per_unit ? units : 1;
  const before = times(rational(definition.points), rational(quantity));
  const points = floor(times(before, promotion.factor));
  return {
    trace: { ...nameOf(rule), quantity, factors: promotionFactors(promotion), points },
    piece: {
      line_no: null,
      source: rule.rule_id,
      rule,
      stack_group: definition.stack_group ?? null,
      pending_days: pendingDays(deciding, [rule, ...promotion.chosen.map(({ rule: multiplier }) => multiplier)]),
      shares: [{ rule, points: floor(before) }, ...promotionShares(before, promotion)],
    },
  };
}
