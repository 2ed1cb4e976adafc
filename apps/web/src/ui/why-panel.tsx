import type { ReactNode } from "react";
import type { Factor, Trace, TraceLine } from "../api/trace.ts";
import { lastDay, number, shortDate, signed, yuan } from "../i18n/format.ts";
import { useLanguage, useText } from "../i18n/language.ts";
import { lookup } from "../i18n/text.ts";
import { why } from "../i18n/texts/why.ts";
import { Sep } from "./card.tsx";

/** One column a factor kind, in the order the engine multiplied them. */
function factorKinds(lines: TraceLine[]): string[] {
  return [...new Set(lines.flatMap((line) => line.factors.map((f) => f.kind)))];
}

const decimal = new Intl.NumberFormat("en-US", { maximumFractionDigits: 4 });

/** The rate is points per fen; against yuan it reads as points per yuan. */
const factorValue = (f: Factor) => decimal.format((f.kind === "rate" ? 100 : 1) * (f.num / f.den));

function RuleUnder({ factor }: { factor: Factor | undefined }) {
  const t = useText(why);
  if (!factor) return null;
  if (factor.kind === "rate") return t("rate_rule", { yuan: decimal.format(factor.den / 100), points: factor.num });
  return t("rule", { label: factor.label ?? factor.kind, version: factor.rule_version });
}

function LineRows({ line, kinds }: { line: TraceLine; kinds: string[] }) {
  const t = useText(why);
  const excluded = line.amount_fen - line.own_money_fen;
  const of = (kind: string) => line.factors.find((f) => f.kind === kind);
  return (
    <>
      <tr className="line">
        <td>{line.title}</td>
        <td className="num">{yuan(line.own_money_fen)}</td>
        {kinds.map((kind) => {
          const factor = of(kind);
          return (
            <td key={kind} className="num op">
              {factor ? factorValue(factor) : "1"}
            </td>
          );
        })}
        <td className="num eq">{line.product}</td>
        <td className="num">{number(line.points)}</td>
      </tr>
      <tr className="cap">
        <td>
          {excluded > 0
            ? t("paid_part", { amount: yuan(line.amount_fen), excluded: yuan(excluded) })
            : t("paid_all", { amount: yuan(line.amount_fen) })}
        </td>
        <td />
        {kinds.map((kind) => (
          <td key={kind} className="num">
            <RuleUnder factor={of(kind)} />
          </td>
        ))}
        <td />
        <td />
      </tr>
    </>
  );
}

function CapRow({ trace, span }: { trace: Trace; span: number }) {
  const t = useText(why);
  const { limit, used_before, removed } = trace.cap;
  return (
    <tr>
      <td colSpan={span}>{t("cap_daily", { limit, used: used_before })}</td>
      <td className={`num ${removed > 0 ? "neg" : "mut"}`}>{removed > 0 ? number(-removed) : t("cap_free")}</td>
    </tr>
  );
}

function Arithmetic({ trace }: { trace: Trace }) {
  const t = useText(why);
  const language = useLanguage();
  const kinds = factorKinds(trace.lines);
  const span = kinds.length + 3;
  return (
    <div className="scroll-x">
      <table>
        <thead>
          <tr>
            <th scope="col">{t("line")}</th>
            <th scope="col" className="num">
              {t("own")}
            </th>
            {kinds.map((kind) => (
              <th scope="col" className="num" key={kind}>
                {lookup(why, kind, language) ?? kind}
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
        <tbody>
          {trace.lines.map((line) => (
            <LineRows key={line.line_no} line={line} kinds={kinds} />
          ))}
          <tr className="rule">
            <td colSpan={span}>{t("sum", { count: trace.lines.length })}</td>
            <td className="num">{number(trace.sum)}</td>
          </tr>
          <CapRow trace={trace} span={span} />
          <tr className="result">
            <td colSpan={span}>{t("result")}</td>
            <td className="num">
              <span className="double">{number(trace.result)}</span>
            </td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}

const plainly = (value: unknown) => (typeof value === "string" || typeof value === "number" ? String(value) : "—");

function NotApplied({ trace }: { trace: Trace }) {
  const t = useText(why);
  const { rejected = [] } = trace;
  if (rejected.length === 0) return <p className="s">{t("rejected_none")}</p>;
  return rejected.map(({ rule, expected, actual }) => (
    <p className="s" key={rule}>
      {rule} {t("expected_actual", { expected: plainly(expected), actual: plainly(actual) })}
    </p>
  ));
}

interface Props {
  trace: Trace;
  /** What the rules were taken from: a time in the past, or now. */
  note: ReactNode;
  proof?: ReactNode;
}

/** The arithmetic of one figure, factor by factor, with what was turned down and where the points went. */
export function WhyPanel({ trace, note, proof }: Props) {
  const t = useText(why);
  return (
    <section className="why" aria-label={t("title", { points: signed(trace.result) })}>
      <header>
        <h3 className="med">{t("title", { points: signed(trace.result) })}</h3>
        <span className="s mut">{note}</span>
      </header>
      <Arithmetic trace={trace} />
      <footer>
        <div>
          <h4>{t("rejected")}</h4>
          <NotApplied trace={trace} />
        </div>
        {trace.lot || proof ? (
          <div>
            <h4>{t("where")}</h4>
            {trace.lot ? (
              <p className="s">
                {t("lot", { points: trace.result, from: shortDate(trace.lot.available_from) })}
                <Sep />
                {trace.lot.expires_at ? t("expires", { date: lastDay(trace.lot.expires_at) }) : t("never_expires")}
              </p>
            ) : null}
            {proof}
          </div>
        ) : null}
      </footer>
    </section>
  );
}
