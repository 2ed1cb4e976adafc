import type { RuleVersion } from "../../../../api/points.ts";
import { number } from "../../../../i18n/format.ts";
import { useText } from "../../../../i18n/language.ts";
import { rule as texts } from "../../../../i18n/texts/points-rule.ts";
import { useConditionWords } from "../conditions/words.ts";
import { useRuleWords } from "../rules/rule-words.ts";
import { LIMITS } from "./draft.ts";

export interface Term {
  name: string;
  text: string;
}

/** A version in words, one term a thing that may change: to read, and to tell two versions apart. */
export function useDescribe(): (version: RuleVersion) => Term[] {
  const t = useText(texts);
  const words = useRuleWords();
  const conditions = useConditionWords();
  return (version) => {
    const d = version.definition;
    const label = d.label ? Object.values(d.label) : [];
    const limits = LIMITS.flatMap((name) => {
      const value = d.limits?.[name];
      return value === undefined ? [] : [{ name: t(name), text: number(value) }];
    });
    return [
      ...(label.length > 0 ? [{ name: t("name"), text: [...new Set(label)].join(" / ") }] : []),
      { name: t("validity"), text: words.span(version) },
      { name: t("kind"), text: t(d.kind) },
      { name: t("trigger"), text: words.trigger(d) },
      { name: t("value"), text: words.factor(d) + ("per_unit" in d && d.per_unit ? t("unit_suffix") : "") },
      { name: t("conditions"), text: conditions.tree(d.conditions) ?? t("empty_value") },
      ...("stack_group" in d && d.stack_group ? [{ name: t("stack_group"), text: d.stack_group }] : []),
      ...limits,
      ...(d.pending_days === undefined
        ? []
        : [{ name: t("pending_days"), text: t("pending_value", { days: d.pending_days }) }]),
    ];
  };
}

export interface Change {
  name: string;
  before: string | undefined;
  after: string | undefined;
}

/** What differs between two lists of terms, in the order of the newer one. */
export function changesBetween(before: Term[], after: Term[]): Change[] {
  const names = [...new Set([...after, ...before].map((term) => term.name))];
  const of = (terms: Term[], name: string) => terms.find((term) => term.name === name)?.text;
  return names
    .map((name) => ({ name, before: of(before, name), after: of(after, name) }))
    .filter((change) => change.before !== change.after);
}
