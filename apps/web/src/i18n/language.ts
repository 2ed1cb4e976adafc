import { useMemo, useSyncExternalStore } from "react";
import { LANGUAGES, type Language, type Texts, type Translate, translator } from "./text.ts";

const STORED = "huiyou.language";
const listeners = new Set<() => void>();

function first(): Language {
  const wanted = [localStorage.getItem(STORED) ?? "", ...navigator.languages];
  for (const tag of wanted) {
    const found = LANGUAGES.find((l) => l.slice(0, 2) === tag.slice(0, 2).toLowerCase());
    if (found) return found;
  }
  return "zh-CN";
}

let current: Language = first();
document.documentElement.lang = current;

export const currentLanguage = (): Language => current;

/** From now on, and when the page is opened again. */
export function setLanguage(next: Language): void {
  localStorage.setItem(STORED, next);
  showLanguage(next);
}

/** Until the page is left: where one person follows another, the next one chooses for themselves. */
export function showLanguage(next: Language): void {
  current = next;
  document.documentElement.lang = next;
  for (const notify of listeners) notify();
}

const subscribe = (notify: () => void) => {
  listeners.add(notify);
  return () => listeners.delete(notify);
};

export const useLanguage = (): Language => useSyncExternalStore(subscribe, currentLanguage);

export function useText<D extends Texts>(dictionary: D): Translate<D> {
  const language = useLanguage();
  return useMemo(() => translator(dictionary, language), [dictionary, language]);
}

/** Several words as a list: 甲、乙 or a, b. */
export function useListed(): (words: readonly string[]) => string {
  const language = useLanguage();
  return (words) => words.join(language === "zh-CN" ? "、" : ", ");
}
