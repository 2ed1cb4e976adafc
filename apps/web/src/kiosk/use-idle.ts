import { useCallback, useEffect, useEffectEvent, useRef, useState } from "react";

const IDLE_MS = 45_000;
const GRACE_MS = 20_000;
const LOOK_MS = 250;

interface Idle {
  /** Seconds until everything is wiped; undefined while somebody is about. */
  left: number | undefined;
  stay(): void;
}

/** Asks after 45 s without a touch, and ends after 20 s more. A touch before the question counts; then only an answer does. */
export function useIdle(active: boolean, onWarn: () => void, onEnd: () => void): Idle {
  const [left, setLeft] = useState<number>();
  const last = useRef(0);
  const warn = useEffectEvent(onWarn);
  const end = useEffectEvent(onEnd);
  const stay = useCallback(() => {
    last.current = Date.now();
    setLeft(undefined);
  }, []);
  useEffect(() => {
    if (!active) return;
    let asked = false;
    last.current = Date.now();
    const touched = () => {
      if (Date.now() - last.current < IDLE_MS) last.current = Date.now();
    };
    const look = () => {
      const idle = Date.now() - last.current;
      if (idle < IDLE_MS) {
        asked = false;
        return;
      }
      if (!asked) warn();
      asked = true;
      const rest = IDLE_MS + GRACE_MS - idle;
      if (rest > 0) return setLeft(Math.ceil(rest / 1000));
      clearInterval(timer);
      end();
    };
    const timer = setInterval(look, LOOK_MS);
    addEventListener("pointerdown", touched, true);
    addEventListener("keydown", touched, true);
    // A keyboard on the screen may press no keys, and is no part of the page.
    addEventListener("input", touched, true);
    return () => {
      clearInterval(timer);
      removeEventListener("pointerdown", touched, true);
      removeEventListener("keydown", touched, true);
      removeEventListener("input", touched, true);
      setLeft(undefined);
    };
  }, [active]);
  return { left, stay };
}
