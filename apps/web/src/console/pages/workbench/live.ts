import { useEffect, useState } from "react";
import type { Workbench } from "../../../api/contract.ts";

interface Live {
  cards: Workbench["cards"] | undefined;
  at: string | undefined;
  lost: boolean;
}

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
    source.onerror = () => setLive((before) => ({ ...before, lost: true }));
    return () => source.close();
  }, [venueId, enabled]);
  return live;
}
