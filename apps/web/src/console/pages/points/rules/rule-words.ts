import type { EarningRule, Fraction, RuleDefinition, RuleStatus, RuleVersion } from "../../../../api/points.ts";
import type { Labels } from "../../../../api/trace.ts";
import { dateOf, number, shortDate } from "../../../../i18n/format.ts";
import { useLanguage, useText } from "../../../../i18n/language.ts";
import { type Language, lookup } from "../../../../i18n/text.ts";
import { behaviours } from "../../../../i18n/texts/conditions.ts";
import { rules as texts } from "../../../../i18n/texts/points-rules.ts";
import type { Mark } from "../../../../ui/marks.tsx";
import type { BarForm } from "../../../../ui/season-axis.tsx";
import { useConditionWords } from "../conditions/words.ts";

export const MARKS: Record<RuleStatus, Mark> = { draft: "draft", scheduled: "plan", live: "live", retired: "off" };
export const BARS: Record<RuleStatus, BarForm> = { draft: "draft", scheduled: "plan", live: "live", retired: "past" };

const decimal = new Intl.NumberFormat("en-US", { maximumFractionDigits: 4 });
export const fractionText = ({ num, den }: Fraction): string => decimal.format(num / den);

/** In the reader's language where the rule has it, else its name. */
export const nameIn = (rule: { name: string; label?: Labels | undefined }, language: Language): string =>
  rule.label?.[language] || rule.name;

/** A rule and the version a row is about. */
export interface RuleRow {
  rule: EarningRule;
  version: RuleVersion;
}
export const rowKey = ({ rule, version }: RuleRow): string => `${rule.rule_id} v${version.version}`;

/** What counts now and what is to take its place; of an ended rule the last version. */
export const rowsOf = (rule: EarningRule): RuleRow[] => [
  { rule, version: rule.current },
  ...(rule.next ? [{ rule, version: rule.next }] : []),
];

const lastDate = (until: string) => dateOf(new Date(Date.parse(until) - 1));

/** Instants of the wire as the first and the last business date. */
export const datesOf = (v: Pick<RuleVersion, "valid_from" | "valid_until">) => ({
  from: v.valid_from && dateOf(v.valid_from),
  until: v.valid_until && lastDate(v.valid_until),
});

export function useRuleWords() {
  const t = useText(texts);
  const language = useLanguage();
  const conditions = useConditionWords();
  const trigger = (d: RuleDefinition): string =>
    d.trigger === "purchase"
      ? t("every_purchase")
      : t("every_behaviour", { behaviour: lookup(behaviours, d.trigger.behaviour, language) ?? d.trigger.behaviour });
  return {
    name: (row: RuleRow) => nameIn({ name: row.rule.name, label: row.version.definition.label }, language),
    trigger,
    /** What it applies to, in one line. A purchase goes without saying once there are conditions. */
    applies: (d: RuleDefinition): string => {
      const when = conditions.tree(d.conditions);
      if (!when) return trigger(d);
      return d.trigger === "purchase" ? when : t("when", { trigger: trigger(d), conditions: when });
    },
    factor: (d: RuleDefinition): string => {
      if (d.kind === "multiplier") return `×${fractionText(d.factor)}`;
      if (d.kind === "fixed") return `+${number(d.points)}`;
      const { points, per_fen } = d.rate;
      return t("rate_value", { points: decimal.format((points * 100) / per_fen) });
    },
    span: (v: Pick<RuleVersion, "valid_from" | "valid_until" | "status">): string => {
      const { from, until } = datesOf(v);
      if (!from && !until) return t(v.status === "draft" ? "on_publish" : "always");
      if (from && until) return t("span", { from: shortDate(from), until: shortDate(until) });
      return from ? t("since", { from: shortDate(from) }) : t("until_only", { until: shortDate(until ?? "") });
    },
  };
}
