import Taro from "@tarojs/taro";
import type { ReactNode } from "react";
import { type Key, type Locale, translate } from "../i18n/i18n.ts";

const KEYS: readonly Key[] = ["tab_home", "tab_code", "tab_points", "tab_me"];

export type TabName = "home" | "code" | "points" | "me";

/** The system draws the bar. */
export function TabBar(_: { current: TabName }): ReactNode {
  return null;
}

/** Renames the system's tabs; only a tab page may do it. */
export function nameTabs(locale: Locale): void {
  KEYS.forEach((key, index) => void Taro.setTabBarItem({ index, text: translate(locale, key) }));
}
