import type { Evaluated } from "../../../../api/points.ts";
import { readTrace, type Trace } from "../../../../api/trace.ts";
import { number, yuan } from "../../../../i18n/format.ts";
import { useLanguage, useText } from "../../../../i18n/language.ts";
import { tryOut } from "../../../../i18n/texts/points-try-out.ts";
import { why } from "../../../../i18n/texts/why.ts";
import { NarrowArithmetic } from "../../../../ui/why/arithmetic.tsx";
import { factorsOf, joined, KINDS } from "../../../../ui/why/factor.ts";
import { NotApplied } from "../../../../ui/why/not-applied.tsx";
import { WordsContext } from "../../../../ui/why/words.ts";
import { useConditionWords } from "../conditions/words.ts";

/** 138.00 × 1.2 → 165: factors of one are left out. */
function useShort() {
  const t = useText(why);
  const language = useLanguage();
  return (trace: Trace): string => {
    const lines = trace.lines.map((line) => {
      const factors = KINDS.map((kind) => joined(factorsOf(line, kind), trace.stacking)).filter((f) => f !== "1");
      return `${[yuan(line.own_money_fen), ...factors].join(" × ")} → ${number(line.points)}`;
    });
    const separator = language === "zh-CN" ? "；" : "; ";
    return [...lines, t("today_sum", { points: number(trace.result) })].join(separator);
  };
}

function Difference({ points, today }: { points: number; today: number }) {
  const t = useText(why);
  const more = points - today;
  if (more === 0) return t("same");
  return more > 0 ? t("more", { points: number(more) }) : t("less", { points: number(-more) });
}

/** The arithmetic as the try-out prints it: narrow, with the difference to today's rules. */
export function Printed({ evaluated }: { evaluated: Evaluated }) {
  const t = useText(why);
  const o = useText(tryOut);
  const words = useConditionWords();
  const short = useShort();
  const trace = readTrace(evaluated.trace);
  const today = readTrace(evaluated.today?.trace);
  if (!trace) return null;
  return (
    <WordsContext value={words.value}>
      <section className="why print" aria-label={o("result")}>
        <header>
          <h3 className="med">{t("deserved", { points: number(trace.result) })}</h3>
          {evaluated.today ? (
            <span className="end s mut">
              <Difference points={evaluated.points} today={evaluated.today.points} />
            </span>
          ) : null}
        </header>
        <NarrowArithmetic trace={trace} />
        <div className="alt">
          {today ? (
            <>
              <h4>{t("today")}</h4>
              <p className="s">{short(today)}</p>
            </>
          ) : null}
          <h4>{t("rejected")}</h4>
          <NotApplied trace={trace} />
        </div>
      </section>
    </WordsContext>
  );
}
