import { useEffect, useEffectEvent } from "react";

/** A kiosk has no keyboard: what types is a scanner or a card reader, fast even on a busy machine, and ends with Enter. */
const SLOWEST_GAP_MS = 500;
const SHORTEST = 4;
const LONGEST = 100;

/** Hears what a scanner or a card reader types, wherever the cursor is; its Enter presses nothing. */
export function useScanner(onScan: (text: string) => void): void {
  const scan = useEffectEvent(onScan);
  useEffect(() => {
    let typed = "";
    let last = 0;
    const heard = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.timeStamp - last > SLOWEST_GAP_MS) typed = "";
      last = event.timeStamp;
      if (event.key.length === 1) {
        typed = (typed + event.key).slice(-LONGEST);
        // From the second letter on it is a machine that types: no button hears its space.
        if (typed.length > 1) event.preventDefault();
      } else if (event.key === "Enter" && typed.length >= SHORTEST) {
        event.preventDefault();
        event.stopPropagation();
        const text = typed;
        typed = "";
        scan(text);
      }
    };
    addEventListener("keydown", heard, true);
    return () => removeEventListener("keydown", heard, true);
  }, []);
}
