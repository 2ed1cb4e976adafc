import type { PolicyDocument, RuleDefinition } from "../domain/policy.ts";

/** The rule on trial. */
export interface TriedRule {
  rule_id: string;
  version: number;
  name: string;
  definition: RuleDefinition;
}

const ALWAYS = "0001-01-01T00:00:00.000Z";

/** The policy as it would have been had this version of the rule been in force all the time, instead of its others. */
export function withRule(document: PolicyDocument, rule: TriedRule): PolicyDocument {
  const tried = { ...rule, valid_from: ALWAYS, valid_until: null };
  const place = document.rules.findIndex((one) => one.rule_id === rule.rule_id);
  const others = document.rules.filter((one) => one.rule_id !== rule.rule_id);
  // Older rules win ties: a changed rule keeps its age, a new one is the youngest.
  const at =
    place < 0 ? others.length : document.rules.slice(0, place).filter((one) => one.rule_id !== rule.rule_id).length;
  return { ...document, rules: others.toSpliced(at, 0, tried) };
}
