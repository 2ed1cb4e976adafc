import { useEffect, useEffectEvent, useState } from "react";
import { useText } from "../../i18n/language.ts";
import { kiosk as words } from "../../i18n/texts/kiosk.ts";
import type { Visit } from "../api.ts";
import { useFloor } from "../floor-context.ts";
import { Frame } from "../frame.tsx";
import { Mark } from "../marks.tsx";
import { useAct } from "../use-act.ts";
import { BackHome } from "./back.tsx";
import { Keypad } from "./keypad.tsx";
import { Problem } from "./problem.tsx";
import { useVisitPath } from "./use-visit-path.ts";

const LOOK_MS = 4_000;
const CODE_DIGITS = 6;

/** On from here: they may bind a phone now, or a colleague has bound it in the console. */
function useRelease(): (visit: Visit) => void {
  const t = useText(words);
  const { renew } = useFloor();
  return (visit) => {
    if (visit.phone_step === "code") renew(visit, { at: "bind", what: "phone" }, t("vouched"));
    if (visit.phone_step === "prove_first") renew(visit, { at: "sheet", tab: "points" }, t("phone_bound"));
  };
}

/** Somebody of the house looks at the person first. What they settle, here or in the console, ends the waiting by itself. */
export function StaffFirst() {
  const t = useText(words);
  const { api, call } = useFloor();
  const [typing, setTyping] = useState(false);
  const path = useVisitPath();
  const release = useRelease();
  const look = useEffectEvent(() =>
    api.call("GET /v1/kiosk/visits/{kiosk_visit_id}", { path }).then(
      release,
      // Not reached: it is looked again.
      () => undefined,
    ),
  );
  useEffect(() => {
    const timer = setInterval(() => void look(), LOOK_MS);
    return () => clearInterval(timer);
  }, []);
  if (typing) return <StaffCode onLeave={() => setTyping(false)} />;
  const who = call?.answered_by_name;
  const comes = call?.state === "answered" ? (who ? t("coming_who", { name: who }) : t("coming")) : t("called");
  return (
    <Frame title={t("bind_phone_title")} needsStaff>
      <section className="card await">
        <Mark name="hand" large />
        <h2 aria-live="polite">{call ? comes : t("staff_first")}</h2>
        <p>{t("staff_first_why")}</p>
      </section>
      <div className="row row--end">
        <BackHome />
        <button type="button" className="kbtn" onClick={() => setTyping(true)}>
          {t("vouch")}
        </button>
      </div>
    </Frame>
  );
}

/** A colleague stands here and has looked: the code is told to whoever answered the call. */
function StaffCode({ onLeave }: { onLeave: () => void }) {
  const t = useText(words);
  const { api, online } = useFloor();
  const path = useVisitPath();
  const release = useRelease();
  const act = useAct();
  const [code, setCode] = useState("");
  const send = async () => {
    const visit = await act.run(() =>
      api.call("POST /v1/kiosk/visits/{kiosk_visit_id}/release", { path, body: { code } }),
    );
    if (visit) release(visit);
    else setCode("");
  };
  return (
    <Frame title={t("vouch_title")} sub={t("vouch_how")}>
      <div className="ways ways--one">
        <section className="proof" aria-label={t("vouch_title")}>
          <output className="proof__field" aria-label={t("vouch_how")}>
            {code.padEnd(CODE_DIGITS, "·").split("").join(" ")}
          </output>
          <Problem text={act.problem} />
          <Keypad value={code} longest={CODE_DIGITS} onChange={setCode} />
          <div className="row">
            <button type="button" className="kbtn kbtn--plain" onClick={onLeave}>
              <Mark name="back" />
              {t("back")}
            </button>
            <button
              type="button"
              className="kbtn kbtn--go"
              disabled={code.length < CODE_DIGITS || act.busy || !online}
              onClick={() => void send()}
            >
              {t("confirm")}
            </button>
          </div>
        </section>
      </div>
    </Frame>
  );
}
