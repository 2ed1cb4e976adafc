import type { Language } from "../kernel/errors.ts";

const WORDS: ReadonlyMap<string, Language> = new Map([
  ["zh-cn", "zh-CN"],
  ["zh", "zh-CN"],
  ["中文", "zh-CN"],
  ["en", "en"],
  ["english", "en"],
  ["ko", "ko"],
  ["한국어", "ko"],
]);

/** A language as files write it. */
export const readLanguage = (cell: string): Language | undefined => WORDS.get(cell.toLowerCase());
