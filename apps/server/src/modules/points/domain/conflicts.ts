// Which rules can meet on the same event, and which of them then counts.
import { type HolidayOf, relate } from "../../rules/index.ts";
import type { PolicyRule, Stacking } from "./policy.ts";
import { compare, rational } from "./rational.ts";

export const RELATIONS = ["never", "larger", "tie", "independent"] as const;
export interface RulePair {
  a: string;
  b: string;
  /** `never`: no event is both's. `larger`, `tie`: only one counts, by size or by age. `independent`: both count. */
  relation: (typeof RELATIONS)[number];
  /** Who counts; null when both do, or when it depends on the purchase. */
  winner: string | null;
}

/** Every two of the rules, which come older first. */
export function pairsOf(rules: readonly PolicyRule[], stacking: Stacking, holidayOf: HolidayOf): RulePair[] {
  return rules.flatMap((a, index) => rules.slice(index + 1).map((b) => pairOf(a, b, stacking, holidayOf)));
}

function pairOf(a: PolicyRule, b: PolicyRule, stacking: Stacking, holidayOf: HolidayOf): RulePair {
  const pair = { a: a.rule_id, b: b.rule_id };
  const group = "stack_group" in a.definition ? a.definition.stack_group : null;
  // Awards of one group compete within a day, even when they are for different events.
  if (group && "stack_group" in b.definition && b.definition.stack_group === group) return { ...pair, ...larger(a, b) };
  if (triggerOf(a) !== triggerOf(b) || relate(scopeOf(a), scopeOf(b), holidayOf) === "never")
    return { ...pair, relation: "never", winner: null };
  const { kind } = a.definition;
  const competes =
    kind === b.definition.kind && (kind === "rate" || (kind === "multiplier" && stacking === "largest_only"));
  return competes ? { ...pair, ...larger(a, b) } : { ...pair, relation: "independent", winner: null };
}

const triggerOf = ({ definition: { trigger } }: PolicyRule) =>
  trigger === "purchase" ? trigger : `behaviour ${trigger.behaviour}`;

const scopeOf = ({ definition, valid_from, valid_until }: PolicyRule) => ({
  tree: definition.conditions,
  valid_from: new Date(valid_from),
  valid_until: valid_until === null ? null : new Date(valid_until),
});

/** By size, and by age when they are equal. A rate against a fixed award depends on what is bought. */
function larger(a: PolicyRule, b: PolicyRule): Pick<RulePair, "relation" | "winner"> {
  if (a.definition.kind !== b.definition.kind) return { relation: "larger", winner: null };
  const order = compare(sizeOf(a), sizeOf(b));
  if (order === 0) return { relation: "tie", winner: a.rule_id };
  return { relation: "larger", winner: order > 0 ? a.rule_id : b.rule_id };
}

function sizeOf({ definition }: PolicyRule) {
  if (definition.kind === "rate") return rational(definition.rate.points, definition.rate.per_fen);
  return definition.kind === "multiplier"
    ? rational(definition.factor.num, definition.factor.den)
    : rational(definition.points);
}
