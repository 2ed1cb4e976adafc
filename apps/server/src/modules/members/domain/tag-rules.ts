// Which automatic tags somebody has by what is known of them. Pure.
import { evaluate, type Facts, type Group, leavesOf } from "../../rules/index.ts";

export interface TagRule {
  tag_id: string;
  rule: Group;
  rule_version: number;
}

/** Why a tag came or went: what was known where the rule asked. */
export type Why = Record<string, unknown>;

export interface TagChange {
  tag_id: string;
  member_id: string;
  added: boolean;
  rule_version: number;
  why: Why;
}

/** What is not known does not count as true. */
export const fits = (rule: Group, facts: Facts): boolean => evaluate(rule, facts).result === true;

/** What the rule asked, as it was known; what is not known is left out. */
export function whyOf(rule: Group, facts: Facts): Why {
  const fields = [...new Set(leavesOf(rule).map(({ field }) => field))];
  return Object.fromEntries(fields.flatMap((field) => (facts[field] === undefined ? [] : [[field, facts[field]]])));
}

/** Tags that have to come or go so that the rules are right about everybody. `held`: "tag member". */
export function changesOf(
  rules: readonly TagRule[],
  people: ReadonlyMap<string, Facts>,
  held: ReadonlySet<string>,
): TagChange[] {
  return [...people].flatMap(([member_id, facts]) =>
    rules.flatMap(({ tag_id, rule, rule_version }) => {
      const added = fits(rule, facts);
      if (added === held.has(`${tag_id} ${member_id}`)) return [];
      return [{ tag_id, member_id, added, rule_version, why: whyOf(rule, facts) }];
    }),
  );
}

/** Facts that another day alone may change. The windows and stages of figures tell of their change themselves. */
const OF_THE_DAY = new Set<string>([
  "days_since_joined",
  "days_since_active",
  "days_since_purchase",
  "days_since_visit",
  "age",
  "birthday_month",
  "is_birthday",
  "is_birthday_month",
  "tier_code",
]);

export const asksForTheDay = ({ rule }: Pick<TagRule, "rule">): boolean =>
  leavesOf(rule).some(({ field }) => OF_THE_DAY.has(field));
