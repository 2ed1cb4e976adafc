import Taro from "@tarojs/taro";
import { createStore, useStore } from "../state/store.ts";
import { en } from "./en.ts";
import { ko } from "./ko.ts";
import { family } from "./words/family.ts";
import { privacy } from "./words/privacy.ts";
import { profile } from "./words/profile.ts";
import { staff } from "./words/staff.ts";
import type { Words } from "./words/words.ts";
import { type Dictionary, type Key as FirstKey, zh } from "./zh.ts";

export type Locale = "zh-CN" | "en" | "ko";
export type Vars = Readonly<Record<string, string | number>>;

/** The words of pages that stand in files of their own. */
const AREAS = { ...profile, ...family, ...privacy, ...staff };
export type Key = FirstKey | keyof typeof AREAS;

/** Each language in its own words. */
export const LOCALES: readonly { locale: Locale; name: string }[] = [
  { locale: "zh-CN", name: "中文" },
  { locale: "en", name: "English" },
  { locale: "ko", name: "한국어" },
];

const DICTIONARIES: Record<Locale, Dictionary> = { "zh-CN": zh, en, ko };
const PLACES: Record<Locale, number> = { "zh-CN": 0, en: 1, ko: 2 };
const STORAGE_KEY = "hy.locale";

/** Chinese unless the system speaks another language: the groups are in China. */
export function localeOf(system_language: string): Locale {
  const tag = system_language.toLowerCase();
  if (tag.startsWith("zh") || tag === "") return "zh-CN";
  return tag.startsWith("ko") ? "ko" : "en";
}

function systemLanguage(): string {
  if (process.env.TARO_ENV === "h5") return window.navigator.language;
  return Taro.getAppBaseInfo().language ?? "";
}

function firstLocale(): Locale {
  const stored: unknown = Taro.getStorageSync(STORAGE_KEY);
  const known = LOCALES.find(({ locale }) => locale === stored);
  return known?.locale ?? localeOf(systemLanguage());
}

export const language = createStore<Locale>("zh-CN");

/** Once, when the app starts. */
export function startLanguage(): void {
  language.set(firstLocale());
}

export function switchLanguage(locale: Locale): void {
  Taro.setStorageSync(STORAGE_KEY, locale);
  language.set(locale);
}

function textOf(locale: Locale, key: Key): string {
  if (key in AREAS) return (AREAS as Readonly<Record<string, Words>>)[key]?.[PLACES[locale]] ?? "";
  // What is in no area is in the dictionaries: their keys are all there are.
  return DICTIONARIES[locale][key as FirstKey];
}

/** `{name}` takes a value, `{name|one|many}` an English plural, as in the texts of the web. */
export function translate(locale: Locale, key: Key, vars: Vars = {}): string {
  return textOf(locale, key).replace(
    /\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g,
    (whole, name: string, one?: string, many?: string) => {
      if (one === undefined) return String(vars[name] ?? whole);
      return String(vars[name]) === "1" ? one : (many ?? "");
    },
  );
}

export type Translate = (key: Key, vars?: Vars) => string;

export function useLanguage(): { locale: Locale; t: Translate } {
  const locale = useStore(language);
  return { locale, t: (key, vars) => translate(locale, key, vars) };
}
