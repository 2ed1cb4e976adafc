import { createContext } from "react";

/** How a value of a field reads: a venue's name instead of its id. */
export type ValueWords = (field: string, value: unknown, operator?: string) => string;

export const plainly: ValueWords = (_, value) => {
  if (Array.isArray(value)) return value.map((v) => plainly("", v)).join(", ");
  return typeof value === "string" || typeof value === "number" ? String(value) : "—";
};

export const WordsContext = createContext<ValueWords>(plainly);
