import Taro from "@tarojs/taro";
import { createStore, useStore } from "../state/store.ts";
import { en } from "./en.ts";
import { ko } from "./ko.ts";
import { type Dictionary, type Key, zh } from "./zh.ts";

export type Locale = "zh-CN" | "en" | "ko";
export type Vars = Readonly<Record<string, string | number>>;
export type { Key };

/** Each language in its own words. */
export const LOCALES: readonly { locale: Locale; name: string }[] = [
  { locale: "zh-CN", name: "中文" },
  { locale: "en", name: "English" },
  { locale: "ko", name: "한국어" },
];

const DICTIONARIES: Record<Locale, Dictionary> = { "zh-CN": zh, en, ko };
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

export function translate(locale: Locale, key: Key, vars: Vars = {}): string {
  return DICTIONARIES[locale][key].replace(/\{(\w+)\}/g, (whole, name: string) => String(vars[name] ?? whole));
}

export type Translate = (key: Key, vars?: Vars) => string;

export function useLanguage(): { locale: Locale; t: Translate } {
  const locale = useStore(language);
  return { locale, t: (key, vars) => translate(locale, key, vars) };
}
