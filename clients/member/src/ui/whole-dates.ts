import type { ReactNode } from "react";

const DATE = /(\d{4}-\d{2}(?:-\d{2})?)/;

/** A date stays on one line: it is not broken at its hyphens. */
export function wholeDates(children: ReactNode, whole: (date: string, place: number) => ReactNode): ReactNode {
  if (typeof children !== "string" || !DATE.test(children)) return children;
  return children.split(DATE).map((part, place) => (place % 2 === 1 ? whole(part, place) : part));
}
