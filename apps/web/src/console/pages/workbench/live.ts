import { useEffect, useState } from "react";
import type { Workbench } from "../../../api/contract.ts";

interface Live {
  cards: Workbench["cards"] | undefined;
  at: string | undefined;
  lost: boolean;
}

const PATIENCE_MS = 10_000;

interface Tick {
  as_of: string;
  cards: Workbench["cards"];
}

/** The card figures as the server pushes them; `lost` while the stream is broken, so that a frozen figure never looks live. */
export function useLiveCards(venueId: string | undefined, enabled: boolean): Live {
  const [live, setLive] = useState<Live>({ cards: undefined, at: undefined, lost: false });
  useEffect(() => {
    setLive({ cards: undefined, at: undefined, lost: false });
    if (!enabled) return;
    const source = new EventSource(`/v1/insights/live${venueId ? `?venue_id=${encodeURIComponent(venueId)}` : ""}`);
    const onTick = (event: MessageEvent<string>) => {
      const tick = JSON.parse(event.data) as Tick;
      setLive({ cards: tick.cards, at: tick.as_of, lost: false });
    };
    source.addEventListener("tick", onTick);
    source.onopen = () => setLive((before) => ({ ...before, lost: false }));
    // The server ends every stream after some minutes and the browser reconnects at once: only a longer silence is a loss.
    let silence: ReturnType<typeof setTimeout> | undefined;
    source.onerror = () => {
      clearTimeout(silence);
      silence = setTimeout(
        () => source.readyState !== EventSource.OPEN && setLive((before) => ({ ...before, lost: true })),
        PATIENCE_MS,
      );
    };
    return () => {
      clearTimeout(silence);
      source.close();
    };
  }, [venueId, enabled]);
  return live;
}
