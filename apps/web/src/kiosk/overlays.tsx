import { useEffect, useEffectEvent } from "react";
import { showLanguage, useLanguage, useText } from "../i18n/language.ts";
import { kiosk as words } from "../i18n/texts/kiosk.ts";
import { languageNames } from "../i18n/texts/shell.ts";
import { useFloor } from "./floor-context.ts";
import { Mark } from "./marks.tsx";
import { Sheet } from "./overlay.tsx";
import { screenOf } from "./session.ts";
import { useAct } from "./use-act.ts";

export function LanguageSheet({ onClose }: { onClose: () => void }) {
  const t = useText(words);
  const current = useLanguage();
  const { kiosk } = useFloor();
  return (
    <Sheet label={t("choose_language")}>
      <h2 className="title">{t("choose_language")}</h2>
      <div className="column">
        {kiosk.languages.map((language) => (
          <button
            type="button"
            key={language}
            lang={language}
            className={`kbtn ${language === current ? "kbtn--go" : ""}`}
            onClick={() => {
              showLanguage(language);
              onClose();
            }}
          >
            {languageNames[language]}
          </button>
        ))}
      </div>
    </Sheet>
  );
}

/** Calls as it opens; says when somebody comes. */
export function CallSheet({ onClose }: { onClose: () => void }) {
  const t = useText(words);
  const { api, call, setCall, session } = useFloor();
  const act = useAct();
  const ask = useEffectEvent(async () => {
    if (call) return;
    const made = await act.run(() => api.call("POST /v1/kiosk/call", { body: { screen: screenOf(session) } }));
    if (made) setCall(made);
  });
  useEffect(() => void ask(), []);
  const cancel = async () => {
    await act.run(() => api.call("DELETE /v1/kiosk/call"));
    setCall(undefined);
    onClose();
  };
  const comes = call?.state === "answered";
  const who = call?.answered_by_name;
  const title = comes ? (who ? t("coming_who", { name: who }) : t("coming")) : t("call_sent");
  return (
    <Sheet label={t("call")}>
      <Mark name="hand" large />
      <h2 className="title" aria-live="polite">
        {act.problem ?? (call ? title : t("reading"))}
      </h2>
      {act.problem ? null : <p className="mute">{t("call_why")}</p>}
      <div className="row">
        {call && !comes ? (
          <button type="button" className="kbtn kbtn--plain" onClick={() => void cancel()}>
            {t("call_cancel")}
          </button>
        ) : null}
        <button type="button" className="kbtn kbtn--go" onClick={onClose}>
          {t("close")}
        </button>
      </div>
    </Sheet>
  );
}

export function StillThere({ left, onStay, onEnd }: { left: number; onStay: () => void; onEnd: () => void }) {
  const t = useText(words);
  return (
    <Sheet label={t("still_there")} urgent>
      <h2 className="title">{t("still_there")}</h2>
      <p aria-live="off">{t("still_why", { seconds: left })}</p>
      <div className="row">
        <button type="button" className="kbtn kbtn--plain" onClick={onEnd}>
          {t("finish")}
        </button>
        <button type="button" className="kbtn kbtn--go" onClick={onStay}>
          {t("more_time")}
        </button>
      </div>
    </Sheet>
  );
}
