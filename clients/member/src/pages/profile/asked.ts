import { useEffect, useState } from "react";

/** Which part of the profile somebody wants to fill in; `n` counts how often anything was asked for. */
export interface Asked {
  item: string;
  n: number;
}

export const partId = (item: string): string => `part-${item.replace(".", "-")}`;

/** 0: not this one. */
export const askedFor = (asked: Asked | undefined, item: string): number => (asked?.item === item ? asked.n : 0);

/** Open or not, as its own row says; and opened each time it is asked for from elsewhere on the page. */
export function useOpened(asked: number): [boolean, (open: boolean) => void] {
  const [is_open, setOpen] = useState(false);
  useEffect(() => {
    if (asked > 0) setOpen(true);
  }, [asked]);
  return [is_open, setOpen];
}
