import { useEffect, useState } from "react";

/** Counts seconds down by the clock, not by ticks: a phone that slept catches up. */
export function useWait(): { wait_seconds: number; waitFor: (seconds: number) => void } {
  const [free_at_ms, setFreeAt] = useState(0);
  const [now_ms, setNow] = useState(0);
  const wait_seconds = Math.max(0, Math.ceil((free_at_ms - now_ms) / 1000));
  const is_waiting = wait_seconds > 0;
  useEffect(() => {
    if (!is_waiting) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [is_waiting]);
  const waitFor = (seconds: number) => {
    setNow(Date.now());
    setFreeAt(Date.now() + seconds * 1000);
  };
  return { wait_seconds, waitFor };
}
