import { useState } from "react";
import { useLanguage, useText } from "../../i18n/language.ts";
import type { Language } from "../../i18n/text.ts";
import { kiosk as words } from "../../i18n/texts/kiosk.ts";
import type { Kiosk } from "../api.ts";
import { useFloor } from "../floor-context.ts";
import { Frame } from "../frame.tsx";
import { Mark } from "../marks.tsx";
import { useAct } from "../use-act.ts";
import { BackHome } from "./back.tsx";
import { Problem } from "./problem.tsx";
import { Reader } from "./reader.tsx";
import { Steps } from "./steps.tsx";

type Text = Kiosk["texts"][number];
type Purpose = Text["purpose"];

export interface Agreed {
  purpose: Purpose;
  text_version: string;
}

const PURPOSES: readonly Purpose[] = ["membership", "marketing"];

/** In the language of the screen, else in the first there is. */
function textsFor({ texts }: Kiosk, language: Language): Text[] {
  return PURPOSES.flatMap((purpose) => {
    const of = texts.filter((text) => text.purpose === purpose);
    return of.find((text) => text.language === language) ?? of[0] ?? [];
  });
}

interface Props {
  onAgree: (consents: Agreed[]) => Promise<void>;
  onRefuse: () => void;
}

/** The terms, one by one; yes and no weigh the same, and nothing is ticked beforehand. */
export function Consent({ onAgree, onRefuse }: Props) {
  const t = useText(words);
  const language = useLanguage();
  const { kiosk, online } = useFloor();
  const act = useAct();
  const [agreed, setAgreed] = useState<ReadonlySet<Purpose>>(new Set());
  const [reading, setReading] = useState<Text>();
  const texts = textsFor(kiosk, language);
  const may_join = texts.some((text) => text.purpose === "membership");
  const toggle = (purpose: Purpose) =>
    setAgreed((now) => new Set(now.has(purpose) ? [...now].filter((one) => one !== purpose) : [...now, purpose]));
  const join = () =>
    act.run(() =>
      onAgree(
        texts
          .filter((text) => agreed.has(text.purpose))
          .map(({ purpose, text_version }) => ({ purpose, text_version })),
      ),
    );
  return (
    <Frame title={t("consent_title")} sub={t("consent_sub")}>
      <Steps at="step_terms" />
      {may_join ? null : <Problem text={t("no_terms")} />}
      {texts.map((text) => (
        <article className="term" key={text.purpose}>
          <header>
            <h2>{text.title}</h2>
            <span className="mute">{t(text.purpose === "membership" ? "needed" : "optional")}</span>
          </header>
          <p className="term__head">{text.body}</p>
          <div className="row">
            <button type="button" className="kbtn" onClick={() => setReading(text)}>
              {t("read_all")}
            </button>
            <button
              type="button"
              className="kbtn kbtn--plain tick"
              aria-pressed={agreed.has(text.purpose)}
              onClick={() => toggle(text.purpose)}
            >
              <span className="tick__box">{agreed.has(text.purpose) ? <Mark name="check" /> : null}</span>
              {t("agree")}
            </button>
          </div>
        </article>
      ))}
      <Problem text={act.problem} />
      <div className="row row--end">
        {may_join ? (
          <>
            <button type="button" className="kbtn" onClick={onRefuse}>
              {t("refuse")}
            </button>
            <button
              type="button"
              className="kbtn"
              disabled={!agreed.has("membership") || act.busy || !online}
              onClick={() => void join()}
            >
              {t("agree_join")}
            </button>
          </>
        ) : (
          <BackHome />
        )}
      </div>
      {reading ? <Reader title={reading.title} body={reading.body} onClose={() => setReading(undefined)} /> : null}
    </Frame>
  );
}
