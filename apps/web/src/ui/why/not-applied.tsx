import { useContext } from "react";
import type { Rejection, Trace } from "../../api/trace.ts";
import { useLanguage, useText } from "../../i18n/language.ts";
import { lookup } from "../../i18n/text.ts";
import { businessTypes } from "../../i18n/texts/everyday.ts";
import { fields, operators } from "../../i18n/texts/conditions.ts";
import { why } from "../../i18n/texts/why.ts";
import { labelOf } from "./factor.ts";
import { WordsContext } from "./words.ts";

/** Conditions say how the value is compared; where that goes without saying, only the value is told. */
const PLAIN = new Set(["=", "in", "contains", "between"]);

function useExpected(): (field: string, expected: unknown) => string {
  const language = useLanguage();
  const words = useContext(WordsContext);
  return (field, expected) => {
    if (typeof expected !== "object" || expected === null || !("operator" in expected)) return words(field, expected);
    const { operator, value } = expected as { operator: string; value: unknown };
    const said = words(field, value, operator);
    return PLAIN.has(operator) ? said : `${lookup(operators, operator, language) ?? operator} ${said}`;
  };
}

function useReason(): (r: Rejection) => string {
  const words = useContext(WordsContext);
  const t = useText(why);
  const language = useLanguage();
  const said = useExpected();
  return (r) => {
    const field = lookup(fields, r.field, language) ?? r.field;
    const expected = said(r.field, r.expected);
    const actual = words(r.field, r.actual);
    switch (r.code) {
      case "condition":
        return r.field
          ? t("rejected_condition", { field, expected, actual })
          : t("expected_actual", { expected, actual });
      case "unknown":
        return t("rejected_unknown", { field, expected });
      case "not_largest":
        return t("rejected_not_largest", { expected });
      case "business_type":
        return t("rejected_business_type", { actual: lookup(businessTypes, String(r.actual), language) ?? actual });
      case "stack_group":
        return t("rejected_stack_group");
      default:
        return t("rejected_limit", { expected, actual });
    }
  };
}

/** Never hidden: what each rule that does not count expected, and what it found. Said once when it holds of every line. */
export function NotApplied({ trace }: { trace: Trace }) {
  const t = useText(why);
  const language = useLanguage();
  const reason = useReason();
  if (trace.rejected.length === 0) return <p className="s">{t("rejected_none")}</p>;
  const said = Map.groupBy(trace.rejected, (r) => `${r.rule_id} ${r.label} ${reason(r)}`);
  return [...said].map(([key, group]) => {
    const [r] = group;
    if (!r) return null;
    const lines = group.flatMap((g) => (g.line_no === null ? [] : [g.line_no]));
    const everywhere = lines.length === 0 || lines.length >= trace.lines.length;
    return (
      <p className="s" key={key}>
        {labelOf(r, language) ? t("rule_name", { label: labelOf(r, language) }) : ""}
        {reason(r)}
        {everywhere ? null : <span className="mut"> {lines.map((line) => t("at_line", { line })).join(" ")}</span>}
      </p>
    );
  });
}
