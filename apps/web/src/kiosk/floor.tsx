import { useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { showLanguage, useLanguage, useText } from "../i18n/language.ts";
import { kiosk as words } from "../i18n/texts/kiosk.ts";
import type { Kiosk } from "./api.ts";
import { chime } from "./chime.ts";
import { FloorContext, type FloorTools } from "./floor-context.ts";
import { type Layer, OverlayContext } from "./overlay.tsx";
import { CallSheet, LanguageSheet, StillThere } from "./overlays.tsx";
import { Attract } from "./screens/attract.tsx";
import { Bind } from "./screens/bind.tsx";
import { Home } from "./screens/home.tsx";
import { Identify } from "./screens/identify.tsx";
import { OwnSheet } from "./screens/own-sheet.tsx";
import { NOBODY, type Session, viewFor } from "./session.ts";
import { useIdle } from "./use-idle.ts";
import { useKiosk } from "./use-kiosk.ts";

/** A kiosk that is somebody's. */
export function Floor({ token, onRefused }: { token: string; onRefused: () => void }) {
  const t = useText(words);
  const { kiosk, ...line } = useKiosk(token, onRefused);
  if (kiosk) return <Standing kiosk={kiosk} line={line} />;
  return (
    <div className="kiosk kiosk--pairing">
      <main className="stage pairing">
        <h1 className="title">{t(line.online ? "reading" : "offline")}</h1>
        {line.online ? null : <p className="mute">{t("offline_why")}</p>}
      </main>
    </div>
  );
}

type Line = Omit<ReturnType<typeof useKiosk>, "kiosk">;

/** Holds what is known of whoever stands here, and lets go of it as one. */
function Standing({ kiosk, line }: { kiosk: Kiosk; line: Line }) {
  const { api } = line;
  const [session, setSession] = useState<Session>(NOBODY);
  const [contrast, setContrast] = useState(false);
  const [layer, setLayer] = useState<Layer>();
  /** Every person has screens of their own: nothing typed is carried over. */
  const [person, setPerson] = useState(0);
  const end = () => {
    const { visit } = session;
    api.forget();
    setSession(NOBODY);
    setContrast(false);
    setLayer(undefined);
    setPerson((n) => n + 1);
    if (kiosk.languages[0]) showLanguage(kiosk.languages[0]);
    void leave(async () => visit && api.endVisit(visit.kiosk_visit_id), api);
  };
  const endForgotten = useEffectEvent(end);
  useEffect(() => {
    if (line.overs > 0) endForgotten();
  }, [line.overs]);
  useFreshWords(api, session, setSession);
  const idle = useIdle(session.view.at !== "attract", chime, end);
  const tools: FloorTools = {
    ...line,
    kiosk,
    session,
    contrast,
    setContrast,
    go: (view) => setSession(({ visit }) => ({ view, ...(visit ? { visit } : {}) })),
    meet: (visit, wish, notice) => setSession({ view: viewFor(wish), visit, ...(notice ? { notice } : {}) }),
    renew: (visit, view, notice) => setSession({ view, visit, notice }),
    end,
  };
  const overlay = useMemo(() => ({ open: setLayer }), []);
  const close = () => setLayer(undefined);
  return (
    <FloorContext value={tools}>
      <OverlayContext value={overlay}>
        <CurrentView key={person} session={session} />
        {layer === "language" ? <LanguageSheet onClose={close} /> : null}
        {layer === "call" ? <CallSheet onClose={close} /> : null}
        {idle.left === undefined ? null : <StillThere left={idle.left} onStay={idle.stay} onEnd={end} />}
      </OverlayContext>
    </FloorContext>
  );
}

function CurrentView({ session: { view } }: { session: Session }) {
  switch (view.at) {
    case "attract":
      return <Attract />;
    case "home":
      return <Home />;
    case "identify":
      return <Identify key={view.wish} wish={view.wish} />;
    case "sheet":
      return <OwnSheet tab={view.tab} />;
    case "bind":
      return <Bind key={view.what} what={view.what} />;
  }
}

/**
 * The screen is empty already. As soon as the server knows that they have gone, the page is loaded anew, so that no memory of it
 * is left either; without a connection that waits, for a page that cannot be loaded helps nobody.
 */
async function leave(tell: () => Promise<unknown>, api: Line["api"]): Promise<void> {
  try {
    await tell();
    await api.call("GET /v1/kiosk");
  } catch {
    return;
  }
  location.reload();
}

/** Answers carry words in the language they were asked for in: another language asks again. */
function useFreshWords(api: Line["api"], { visit }: Session, setSession: (change: (now: Session) => Session) => void) {
  const language = useLanguage();
  const kiosk_visit_id = visit?.kiosk_visit_id;
  const told_in = useRef(language);
  useEffect(() => {
    if (told_in.current === language) return;
    told_in.current = language;
    if (kiosk_visit_id === undefined) return;
    void api.call("GET /v1/kiosk/visits/{kiosk_visit_id}", { path: { kiosk_visit_id } }).then(
      (fresh) =>
        setSession((now) => (now.visit?.kiosk_visit_id === fresh.kiosk_visit_id ? { ...now, visit: fresh } : now)),
      // The words of before are still true.
      () => undefined,
    );
  }, [api, language, kiosk_visit_id, setSession]);
}
