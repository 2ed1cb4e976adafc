import type { Trace, TraceCap } from "../../api/trace.ts";
import { number } from "../../i18n/format.ts";
import { useLanguage, useText } from "../../i18n/language.ts";
import { why } from "../../i18n/texts/why.ts";
import { labelOf } from "./factor.ts";

interface Shape {
  /** How many columns the words take. */
  span: number;
  /** On 320 px a limit that did not bite is said in short. */
  narrow: boolean;
}

function useRuleName(trace: Trace): (rule_id: string | null) => string {
  const language = useLanguage();
  return (rule_id) => {
    const named = [...trace.lines.flatMap((l) => l.factors), ...trace.fixed].find((f) => f.rule_id === rule_id);
    return named ? labelOf(named, language) : "";
  };
}

function CapRow({ cap, span, narrow, rule }: Shape & { cap: TraceCap; rule: string }) {
  const t = useText(why);
  const short = cap.kind === "daily" || cap.kind === "monthly" ? cap.kind : "rule";
  const values = { limit: cap.limit, used: cap.used_before, rule };
  return (
    <tr>
      <td colSpan={span}>
        {narrow && cap.removed === 0
          ? t("cap_short", { name: t(`cap_short_${short}`, values) })
          : t(`cap_${cap.kind}`, values)}
      </td>
      <td className={`num ${cap.removed > 0 ? "neg" : "mut"}`}>
        {cap.removed > 0 ? number(-cap.removed) : narrow ? 0 : t("cap_free")}
      </td>
    </tr>
  );
}

/** Below the lines: fixed awards, their sum, every limit that was looked at, and the result on its double rule. */
export function ClosingRows({ trace, span, narrow }: Shape & { trace: Trace }) {
  const t = useText(why);
  const language = useLanguage();
  const ruleName = useRuleName(trace);
  return (
    <>
      {trace.fixed.map((f) => (
        <tr key={f.rule_id} className="fixed">
          <td colSpan={span}>
            {t("fixed", { label: labelOf(f, language), version: f.rule_version, quantity: f.quantity })}
          </td>
          <td className="num">{number(f.points)}</td>
        </tr>
      ))}
      <tr className="rule">
        <td colSpan={span}>{t("sum", { count: trace.lines.length + trace.fixed.length })}</td>
        <td className="num">{number(trace.sum)}</td>
      </tr>
      {trace.caps.map((cap) => (
        <CapRow key={`${cap.kind}${cap.rule_id}`} cap={cap} span={span} narrow={narrow} rule={ruleName(cap.rule_id)} />
      ))}
      {trace.groups.map((g) => (
        <tr key={g.stack_group}>
          <td colSpan={span}>{t(`group_${g.outcome}`, { group: g.stack_group, best: g.best_before })}</td>
          <td className={`num ${g.removed > 0 ? "neg" : "mut"}`}>{g.removed > 0 ? number(-g.removed) : "—"}</td>
        </tr>
      ))}
      <tr className="result">
        <td colSpan={span}>{t("result")}</td>
        <td className="num">
          <span className="double">{number(trace.result)}</span>
        </td>
      </tr>
      {trace.debt_repaid > 0 ? (
        <tr>
          <td colSpan={span}>{t("debt_repaid")}</td>
          <td className="num neg">{number(-trace.debt_repaid)}</td>
        </tr>
      ) : null}
    </>
  );
}
