import type { Language } from "./kernel/errors.ts";

/** What a room keeps in codes, sentence by sentence. */
type Tell = (kept: unknown, language: Language) => readonly string[];

const tellers = new Map<string, Tell>();

/** A room says how it tells what it keeps, once, at import: the history of a person, which lies below it, is read in its words. */
export function registerTelling(what: string, tell: Tell): void {
  tellers.set(what, tell);
}

/** Empty when nobody tells such things. */
export const toldBy = (what: string, kept: unknown, language: Language): readonly string[] =>
  tellers.get(what)?.(kept, language) ?? [];
