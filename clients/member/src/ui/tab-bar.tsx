// The browser's tab bar. The mini-program has its own, which only needs its words: see tab-bar.weapp.tsx.
import Taro from "@tarojs/taro";
import type { ReactNode } from "react";
import type { IconName } from "../art/icons.ts";
import { type Key, type Locale, useLanguage } from "../i18n/i18n.ts";
import { Box, Tap } from "./elements";
import { Icon } from "./icon";

export const TABS = [
  { name: "home", key: "tab_home", icon: "home" },
  { name: "code", key: "tab_code", icon: "qr" },
  { name: "points", key: "tab_points", icon: "points" },
  { name: "me", key: "tab_me", icon: "me" },
] as const satisfies readonly { name: string; key: Key; icon: IconName }[];

export type TabName = (typeof TABS)[number]["name"];

export function TabBar({ current }: { current: TabName }): ReactNode {
  const { t } = useLanguage();
  return (
    <Box as="nav" className="tabbar" label={t("main_nav")}>
      {TABS.map(({ name, key, icon }) => {
        const is_on = name === current;
        const ink = name === "code" ? "white" : is_on ? "azurite" : "muted";
        return (
          <Tap
            key={name}
            className={`tab tab--${name} ${is_on ? "is-on" : ""}`}
            current={is_on}
            onTap={() => void Taro.switchTab({ url: `/pages/${name}/index` })}
          >
            <Box as="span" className="tab__icon">
              <Icon name={icon} ink={ink} bold={is_on && name !== "code"} />
            </Box>
            <Box as="span">{t(key)}</Box>
          </Tap>
        );
      })}
    </Box>
  );
}

/** Our own bar follows the language by itself. */
export function nameTabs(_locale: Locale): void {}
