import { useContext } from "react";
import type { Factor, FactorKind, Trace, TraceLine } from "../../api/trace.ts";
import { number, yuan } from "../../i18n/format.ts";
import { useLanguage, useText } from "../../i18n/language.ts";
import { lookup } from "../../i18n/text.ts";
import { paymentMethods } from "../../i18n/texts/everyday.ts";
import { why } from "../../i18n/texts/why.ts";
import { Sep } from "../card.tsx";
import { ClosingRows } from "./closing-rows.tsx";
import { factorsOf, joined, KINDS, labelOf, productText, yuanPerPoints } from "./factor.ts";
import { WordsContext } from "./words.ts";

/** Undefined: the programme's own rate, which has no name. */
function useFactorName(): (factor: Factor) => string | undefined {
  const language = useLanguage();
  const words = useContext(WordsContext);
  return (f) => {
    if (f.kind === "tier") return words("tier_code", f.label);
    if (f.kind === "payment")
      return f.label
        .split("+")
        .map((m) => lookup(paymentMethods, m, language) ?? m)
        .join(" + ");
    return f.label && f.label !== "base" ? labelOf(f, language) : undefined;
  };
}

/** The rule and its version under a factor. */
function RulesUnder({ factors }: { factors: Factor[] }) {
  const t = useText(why);
  const name = useFactorName();
  const underOf = (f: Factor) => {
    const label = name(f) ?? t("rate_rule", yuanPerPoints(f));
    return f.rule_version === null ? label : t("rule", { label, version: f.rule_version });
  };
  return factors.map((f, i) => (
    <span key={`${f.rule_id}${i}`} className="under">
      {underOf(f)}
    </span>
  ));
}

function Product({ line }: { line: TraceLine }) {
  const { text, about } = productText(line.product);
  return (
    <td className={`num ${about ? "about" : "eq"}`} title={about ? line.product : undefined}>
      {text}
    </td>
  );
}

function LineRows({ line, stacking }: { line: TraceLine; stacking: Trace["stacking"] }) {
  const t = useText(why);
  const excluded = line.amount_fen - line.own_money_fen;
  return (
    <>
      <tr className="line">
        <td>{line.title}</td>
        <td className="num">{yuan(line.own_money_fen)}</td>
        {KINDS.map((kind) => (
          <td key={kind} className="num op">
            {joined(factorsOf(line, kind), stacking)}
          </td>
        ))}
        <Product line={line} />
        <td className="num">{number(line.points)}</td>
      </tr>
      <tr className="cap">
        <td>
          {excluded > 0
            ? t("paid_part", { amount: yuan(line.amount_fen), excluded: yuan(excluded) })
            : t("paid_all", { amount: yuan(line.amount_fen) })}
        </td>
        <td />
        {KINDS.map((kind) => (
          <td key={kind} className="num">
            <RulesUnder factors={factorsOf(line, kind)} />
          </td>
        ))}
        <td />
        <td />
      </tr>
    </>
  );
}

/** One row a line, one column a factor, the rule that set it underneath. */
export function Arithmetic({ trace }: { trace: Trace }) {
  const t = useText(why);
  return (
    <div className="scroll-x">
      <table>
        {trace.lines.length > 0 ? (
          <thead>
            <tr>
              <th scope="col">{t("line")}</th>
              <th scope="col" className="num">
                {t("own")}
              </th>
              {KINDS.map((kind) => (
                <th scope="col" className="num" key={kind}>
                  {t(kind)}
                </th>
              ))}
              <th scope="col" className="num">
                {t("product")}
              </th>
              <th scope="col" className="num">
                {t("floor")}
              </th>
            </tr>
          </thead>
        ) : null}
        <tbody>
          {trace.lines.map((line) => (
            <LineRows key={line.line_no} line={line} stacking={trace.stacking} />
          ))}
          <ClosingRows trace={trace} span={KINDS.length + 3} narrow={false} />
        </tbody>
      </table>
    </div>
  );
}

/** The name of a column where space is short: the tier's or the method's own name when all lines share it. */
function useShortHead(trace: Trace): (kind: FactorKind) => string {
  const t = useText(why);
  const name = useFactorName();
  return (kind) => {
    const names = new Set(trace.lines.flatMap((l) => factorsOf(l, kind)).map(name));
    const [only] = names;
    return (kind === "tier" || kind === "payment") && names.size === 1 && only ? only : t(`${kind}_short`);
  };
}

/** The same on 320 px: each line's name stands above its figures. */
export function NarrowArithmetic({ trace }: { trace: Trace }) {
  const t = useText(why);
  const head = useShortHead(trace);
  return (
    <table className="narrow">
      {trace.lines.length > 0 ? (
        <thead>
          <tr>
            <th scope="col">{t("own_short")}</th>
            {KINDS.map((kind) => (
              <th scope="col" className="num cut" key={kind} title={head(kind)}>
                {head(kind)}
              </th>
            ))}
            <th scope="col" className="num">
              {t("product")}
            </th>
            <th scope="col" className="num">
              {t("floor_short")}
            </th>
          </tr>
        </thead>
      ) : null}
      {trace.lines.map((line) => (
        <NarrowLine key={line.line_no} line={line} stacking={trace.stacking} />
      ))}
      <tbody>
        <ClosingRows trace={trace} span={KINDS.length + 2} narrow />
      </tbody>
    </table>
  );
}

function NarrowLine({ line, stacking }: { line: TraceLine; stacking: Trace["stacking"] }) {
  const t = useText(why);
  const name = useFactorName();
  const excluded = line.amount_fen - line.own_money_fen;
  const promotions = factorsOf(line, "promotion")
    .map(name)
    .join(stacking === "add" ? " + " : " × ");
  return (
    <tbody>
      <tr className="cap">
        <td colSpan={KINDS.length + 3}>
          {line.title}{" "}
          {excluded > 0
            ? t("discount", { amount: yuan(line.amount_fen), own: yuan(line.own_money_fen) })
            : yuan(line.amount_fen)}
          {promotions ? (
            <>
              <Sep />
              {promotions}
            </>
          ) : null}
        </td>
      </tr>
      <tr className="line">
        <td>{yuan(line.own_money_fen)}</td>
        {KINDS.map((kind) => (
          <td key={kind} className="num">
            ×{joined(factorsOf(line, kind), stacking)}
          </td>
        ))}
        <td className="num">
          {productText(line.product).about ? "≈" : "="}
          {productText(line.product).text}
        </td>
        <td className="num med">{number(line.points)}</td>
      </tr>
    </tbody>
  );
}
