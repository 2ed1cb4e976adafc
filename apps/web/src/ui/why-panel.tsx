import type { ReactNode } from "react";
import type { Trace } from "../api/trace.ts";
import { lastDay, shortDate, signed } from "../i18n/format.ts";
import { useText } from "../i18n/language.ts";
import { why } from "../i18n/texts/why.ts";
import { Sep } from "./card.tsx";
import { Arithmetic } from "./why/arithmetic.tsx";
import { NotApplied } from "./why/not-applied.tsx";
import { plainly, type ValueWords, WordsContext } from "./why/words.ts";

interface Props {
  trace: Trace;
  /** What the rules were taken from: a time in the past, or now. */
  note: ReactNode;
  proof?: ReactNode;
  words?: ValueWords;
}

/** The arithmetic of one figure, factor by factor, with what was turned down and where the points went. */
export function WhyPanel({ trace, note, proof, words = plainly }: Props) {
  const t = useText(why);
  return (
    <WordsContext value={words}>
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
    </WordsContext>
  );
}
