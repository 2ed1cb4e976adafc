import { useLanguage, useText } from "../../i18n/language.ts";
import { translator } from "../../i18n/text.ts";
import { kiosk as words } from "../../i18n/texts/kiosk.ts";
import { Range } from "../../ui/art/range.tsx";
import { useFloor } from "../floor-context.ts";
import { BrandSeal, Mark } from "../marks.tsx";
import { useOverlay } from "../overlay.tsx";
import { useShown } from "./use-shown.ts";

/** Nobody stands here: the whole screen is one button. */
export function Attract() {
  const t = useText(words);
  const language = useLanguage();
  const { kiosk, go, online, call } = useFloor();
  const overlay = useOverlay();
  const shown = useShown("points");
  return (
    <div className="kiosk attract">
      <button type="button" className="attract__all" onClick={() => go({ at: "home" })}>
        <BrandSeal name={kiosk.tenant_names["zh-CN"]} />
        <span className="attract__name">{kiosk.tenant_names[language]}</span>
        <span className="attract__unit">{kiosk.unit_name}</span>
        <span className="attract__touch">
          {kiosk.languages.map((one) => (
            <span key={one} lang={one}>
              {translator(words, one)("touch")}
            </span>
          ))}
        </span>
        <span className="attract__show">
          <Mark name="scan" />
          {shown.busy ? t("reading") : t("or_show")}
        </span>
      </button>
      <Range className="attract__hills" scene="hall" />
      <footer className="attract__foot">
        {shown.problem ? <p role="alert">{shown.problem}</p> : null}
        {online ? null : (
          <p role="status" className="foot__offline">
            {t("offline")}
          </p>
        )}
        <button type="button" className="kbtn kbtn--plain" onClick={() => overlay.open("call")}>
          <Mark name="hand" />
          {call ? t(call.state === "answered" ? "coming" : "called") : t("call")}
        </button>
      </footer>
    </div>
  );
}
