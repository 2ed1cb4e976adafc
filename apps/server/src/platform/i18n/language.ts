import { type Language, LANGUAGES } from "../kernel/errors.ts";

export type Texts = Record<Language, string>;

const DEFAULT_LANGUAGE: Language = "zh-CN";
const CACHE_LIMIT = 500;
const seen = new Map<string, Language>();

/** The best of our languages for an Accept-Language header; Chinese when none fits. */
export function negotiateLanguage(header: string | undefined): Language {
  if (header === undefined || header.length > 200) return DEFAULT_LANGUAGE;
  const known = seen.get(header);
  if (known) return known;
  const language = choose(header);
  // Browsers send a handful of spellings; whoever invents more starts the cache anew.
  if (seen.size >= CACHE_LIMIT) seen.clear();
  seen.set(header, language);
  return language;
}

function choose(header: string): Language {
  const wishes = header
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().split(";");
      const quality = parameters.map((p) => /^\s*q=([\d.]+)\s*$/.exec(p)?.[1]).find((q) => q !== undefined);
      return { tag: tag.trim().toLowerCase(), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { tag } of wishes) {
    const primary = tag.split("-")[0];
    const match = LANGUAGES.find((language) => language.toLowerCase().split("-")[0] === primary);
    if (match) return match;
  }
  return DEFAULT_LANGUAGE;
}
