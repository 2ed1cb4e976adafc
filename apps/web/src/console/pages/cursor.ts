import { useState } from "react";
import { useSearchParams } from "react-router";

/** Forward paging by cursor with a way back: the cursor is in the URL, the trail of earlier ones in memory. */
export function useCursor(pageSize: number) {
  const [params, setParams] = useSearchParams();
  const [trail, setTrail] = useState<string[]>([]);
  const cursor = params.get("cursor") ?? undefined;
  const to = (next: string | undefined) =>
    setParams((before) => {
      const after = new URLSearchParams(before);
      if (next) after.set("cursor", next);
      else after.delete("cursor");
      return after;
    });
  return {
    cursor,
    /** Index of the first row; unknown after a deep link into the middle. */
    offset: cursor === undefined ? 0 : trail.length > 0 ? trail.length * pageSize : undefined,
    next: (following: string) => {
      setTrail([...trail, cursor ?? ""]);
      to(following);
    },
    back: () => {
      to(trail.at(-1) || undefined);
      setTrail(trail.slice(0, -1));
    },
    reset: () => setTrail([]),
  };
}

export type Cursor = ReturnType<typeof useCursor>;
