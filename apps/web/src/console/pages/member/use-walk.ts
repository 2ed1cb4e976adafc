import { useState } from "react";
import { useKeys } from "../../../ui/keys.ts";

/** J and K walk the rows of the table that is open, Enter opens the one they stand on. */
export function useWalk(ids: readonly string[], onOpen: (id: string) => void): string | undefined {
  const [current, setCurrent] = useState<string>();
  const move = (step: number) => {
    const at = current === undefined ? -1 : ids.indexOf(current);
    const next = ids[Math.max(0, Math.min(ids.length - 1, at < 0 ? 0 : at + step))];
    setCurrent(next);
    if (next) document.querySelector(`[data-key="${CSS.escape(next)}"]`)?.scrollIntoView({ block: "nearest" });
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    Escape: () => setCurrent(undefined),
    Enter: () => {
      const inRow = document.activeElement?.matches("a, button, tr, input");
      if (current !== undefined && !inRow) onOpen(current);
    },
  });
  return current;
}
