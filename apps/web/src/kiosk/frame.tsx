import type { ReactNode } from "react";
import { useLanguage, useText } from "../i18n/language.ts";
import { kiosk as words } from "../i18n/texts/kiosk.ts";
import { Range } from "../ui/art/range.tsx";
import { useFloor } from "./floor-context.ts";
import { BrandSeal, HeldSeal, Mark } from "./marks.tsx";
import { useOverlay } from "./overlay.tsx";

function Brand() {
  const { kiosk } = useFloor();
  const language = useLanguage();
  return (
    <div className="brand">
      <BrandSeal name={kiosk.tenant_names["zh-CN"]} />
      <p>
        <b>{kiosk.tenant_names[language]}</b>
        <span>{[kiosk.unit_name, kiosk.name].join(language === "zh-CN" ? "，" : ", ")}</span>
      </p>
    </div>
  );
}

/** Who stands here, as far as a screen in a hall may say it. */
function Me() {
  const { session } = useFloor();
  if (!session.visit) return null;
  const { name_masked, tier } = session.visit.sheet;
  return (
    <div className="me">
      <p>
        <b>{name_masked}</b>
        {tier?.name}
      </p>
      {tier ? <HeldSeal code={tier.code} /> : null}
    </div>
  );
}

function CallButton({ plain }: { plain: boolean }) {
  const t = useText(words);
  const { call } = useFloor();
  const overlay = useOverlay();
  const text = call ? t(call.state === "answered" ? "coming" : "called") : t("call");
  return (
    <button type="button" className={`kbtn ${plain ? "kbtn--plain" : "kbtn--go"}`} onClick={() => overlay.open("call")}>
      <Mark name="hand" />
      {text}
    </button>
  );
}

/** Help is always in the same place. */
function Foot({ withLanguage, needsStaff }: { withLanguage: boolean; needsStaff: boolean }) {
  const t = useText(words);
  const { contrast, setContrast, online } = useFloor();
  const overlay = useOverlay();
  return (
    <footer className={`foot ${withLanguage ? "foot--3" : ""}`}>
      {withLanguage ? (
        <button type="button" className="kbtn kbtn--plain" onClick={() => overlay.open("language")}>
          <Mark name="globe" />
          {t("language")}
        </button>
      ) : null}
      <button type="button" className="kbtn kbtn--plain" aria-pressed={contrast} onClick={() => setContrast(!contrast)}>
        <Mark name="contrast" />
        {t(contrast ? "contrast_off" : "contrast")}
      </button>
      <CallButton plain={withLanguage && !needsStaff} />
      {online ? <p>{t("idle_note")}</p> : <p className="foot__offline">{t("offline")}</p>}
    </footer>
  );
}

interface Props {
  title: string;
  sub?: string | undefined;
  /** The first page: a taller head, and the languages shown as they are. */
  first?: boolean;
  /** Nothing goes on here without somebody of the house: calling them is what is left to do. */
  needsStaff?: boolean;
  children: ReactNode;
}

export function Frame({ title, sub, first = false, needsStaff = false, children }: Props) {
  const t = useText(words);
  const { contrast, end } = useFloor();
  return (
    <div className={`kiosk ${contrast ? "kiosk--contrast" : ""}`}>
      <header className={`hero ${first ? "" : "hero--low"}`}>
        <div className="hero__bar">
          <Brand />
          {first ? null : (
            <button type="button" className="kbtn kbtn--plain kbtn--leave" onClick={end}>
              <Mark name="leave" />
              {t("finish")}
            </button>
          )}
        </div>
        <div className="hero__words">
          <div>
            <h1 className="title">{title}</h1>
            {sub ? <p className="hero__sub">{sub}</p> : null}
          </div>
          <Me />
        </div>
        <Range className="hero__hills" scene="hall" flat={!first} />
      </header>
      <main className="stage">{children}</main>
      <Foot withLanguage={!first} needsStaff={needsStaff} />
    </div>
  );
}
