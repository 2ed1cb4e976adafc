import { createClient, type Routes } from "@huiyou/api-client";
import { useEffect, useState } from "react";
import { timeOf } from "../i18n/format.ts";
import { currentLanguage, useText } from "../i18n/language.ts";
import { kiosk as words } from "../i18n/texts/kiosk.ts";
import { Range } from "../ui/art/range.tsx";
import { plainTransport } from "./api.ts";

type Started = Routes["POST /v1/device_pairings"]["response"];

const { call } = createClient<Routes>({ transport: plainTransport, language: currentLanguage });
const AGAIN_MS = 5_000;

const pause = (milliseconds: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });

/** Asks for codes one after the other until somebody has typed one in. */
async function waitForPairing(
  show: (started: Started | undefined) => void,
  signal: AbortSignal,
): Promise<string | void> {
  let started: Started | undefined;
  while (!signal.aborted) {
    try {
      started ??= await call("POST /v1/device_pairings", { body: { kind: "kiosk" } });
      if (signal.aborted) return;
      show(started);
      await pause(started.poll_seconds * 1000, signal);
      const { state } = await call("POST /v1/device_pairings/state", { body: { token: started.token } });
      if (state === "paired") return started.token;
      if (state === "over") started = undefined;
    } catch {
      // Not reached: what is shown may be over by now, so it is not shown.
      show(undefined);
      await pause(AGAIN_MS, signal);
    }
  }
}

/** Nobody's yet: shows a code until somebody types it in the console. */
export function Pairing({ onPaired }: { onPaired: (token: string) => void }) {
  const t = useText(words);
  const [started, setStarted] = useState<Started>();
  useEffect(() => {
    const left = new AbortController();
    void waitForPairing(setStarted, left.signal).then((token) => {
      if (token !== undefined && !left.signal.aborted) onPaired(token);
    });
    return () => left.abort();
  }, [onPaired]);
  return (
    <div className="kiosk kiosk--pairing">
      <header className="hero">
        <h1 className="title">{t("pair_title")}</h1>
        <p className="hero__sub">{t("pair_how")}</p>
        <Range className="hero__hills" scene="hall" />
      </header>
      <main className="stage pairing">
        <h2 className="mute">{t("pair_code")}</h2>
        <output className="pairing__code" aria-live="polite">
          {started?.code ?? "····-····"}
        </output>
        <p className="mute">{started ? t("pair_until", { time: timeOf(started.expires_at) }) : t("offline_why")}</p>
      </main>
    </div>
  );
}
