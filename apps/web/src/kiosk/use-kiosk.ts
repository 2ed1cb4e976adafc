import { useCallback, useEffect, useRef, useState } from "react";
import { showLanguage } from "../i18n/language.ts";
import { type Call, createKioskApi, type Kiosk, type KioskApi } from "./api.ts";

const LOOK_MS = 60_000;
const LOOK_OFFLINE_MS = 5_000;
const CALL_LOOK_MS = 4_000;

interface Connected {
  api: KioskApi;
  /** Undefined until the server has answered once. */
  kiosk: Kiosk | undefined;
  online: boolean;
  /** How often the server has said that a visit is over which the screen thought open. */
  overs: number;
  call: Call | undefined;
  setCall(call: Call | undefined): void;
  /** Asks anew, before its time. */
  refresh(): void;
}

/** The line to the server: who this kiosk is, whether it is reached, and whether somebody comes. */
export function useKiosk(token: string, onRefused: () => void): Connected {
  const [online, setOnline] = useState(navigator.onLine);
  const [overs, setOvers] = useState(0);
  const [api] = useState(() =>
    createKioskApi(token, { onRefused, onReach: setOnline, onVisitOver: () => setOvers((n) => n + 1) }),
  );
  const [kiosk, setKiosk] = useState<Kiosk>();
  const [call, setCall] = useState<Call>();
  const [asked, setAsked] = useState(0);
  const refresh = useCallback(() => setAsked((n) => n + 1), []);
  /** Only the first answer chooses the language: later somebody stands here. */
  const answered = useRef(false);
  useEffect(() => {
    const look = async () => {
      const found = await api.call("GET /v1/kiosk").catch(() => undefined);
      if (!found) return;
      setKiosk(found);
      if (!answered.current && found.languages[0]) showLanguage(found.languages[0]);
      answered.current = true;
    };
    void look();
    const timer = setInterval(() => void look(), online ? LOOK_MS : LOOK_OFFLINE_MS);
    const lost = () => setOnline(false);
    const back = () => void look();
    addEventListener("offline", lost);
    addEventListener("online", back);
    return () => {
      clearInterval(timer);
      removeEventListener("offline", lost);
      removeEventListener("online", back);
    };
  }, [api, online, asked]);
  useCallWatch(api, call !== undefined, setCall);
  return { api, kiosk, online, overs, call, setCall, refresh };
}

/** Looks once as the page opens, and again as long as somebody waits. */
function useCallWatch(api: KioskApi, waits: boolean, setCall: (call: Call | undefined) => void): void {
  useEffect(() => {
    const look = () =>
      api.call("GET /v1/kiosk/call").then(
        ({ call }) => setCall(call ?? undefined),
        // Not reached: what was known last stays.
        () => undefined,
      );
    void look();
    if (!waits) return;
    const timer = setInterval(() => void look(), CALL_LOOK_MS);
    return () => clearInterval(timer);
  }, [api, waits, setCall]);
}
