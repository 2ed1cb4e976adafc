import Taro, { useDidShow } from "@tarojs/taro";
import { type ReactNode, useEffect } from "react";
import { type Key, type Locale, translate, useLanguage } from "../i18n/i18n.ts";
import { type_size } from "../state/settings.ts";
import { useStore } from "../state/store.ts";
import { Box, Tap, markDocument } from "./elements";
import { Icon } from "./icon";
import { forgetOpened } from "./parts";
import { nameTabs, TabBar, type TabName } from "./tab-bar";

interface PageProps {
  /** Title of the window, and of the bar where `bar` is not given. */
  title: Key;
  name: string;
  /** A page of the tab bar. Other pages have a way back. */
  tab?: TabName;
  /** Light writing on azurite: the member code only. */
  dark?: boolean;
  /** What the bar shows instead of the title; null for no bar. */
  bar?: ReactNode;
  ground?: string;
  /** Lies over the page: a sheet. */
  over?: ReactNode;
  children: ReactNode;
}

/** Height of the phone's own bar above ours, where there is one. */
function statusBarHeight(): number {
  return process.env.TARO_ENV === "weapp" ? (Taro.getWindowInfo().statusBarHeight ?? 0) : 0;
}

/** One page a tap: the one that leaves can be touched until it has gone. */
const LEAVES_MS = 400;
let left_at_ms = 0;

export function goBack(): void {
  const at_ms = Date.now();
  if (Math.abs(at_ms - left_at_ms) < LEAVES_MS) return;
  left_at_ms = at_ms;
  forgetOpened();
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack();
  else void Taro.switchTab({ url: "/pages/home/index" });
}

function NavBar({ title, tab, dark = false }: Pick<PageProps, "title" | "tab" | "dark">): ReactNode {
  const { t } = useLanguage();
  return (
    <Box as="header" className="nav">
      {tab === undefined && (
        <Tap className="nav__back" onTap={goBack} label={t("back")}>
          <Icon name="left" ink={dark ? "white" : "ink"} />
        </Tap>
      )}
      <Box as="h1" className="nav__title">
        {t(title)}
      </Box>
    </Box>
  );
}

/** What lies outside the page and must follow the language: the document, the window's title, the system's tabs. */
function nameChrome(locale: Locale, title: Key, is_tab: boolean): void {
  markDocument(locale);
  void Taro.setNavigationBarTitle({ title: translate(locale, title) });
  if (is_tab) nameTabs(locale);
}

/** The frame of every page: language, type size, bar, scroll, tabs. */
export function Page({ title, name, tab, dark, bar, ground, over, children }: PageProps): ReactNode {
  const { locale } = useLanguage();
  const size = useStore(type_size);
  const is_tab = tab !== undefined;
  useDidShow(() => nameChrome(locale, title, is_tab));
  useEffect(() => nameChrome(locale, title, is_tab), [locale, title, is_tab]);
  const classes = ["page", `page--${name}`, `lang-${locale}`, `on-${process.env.TARO_ENV}`];
  if (size === "large") classes.push("page--large");
  if (dark === true) classes.push("page--dark");
  return (
    <Box className={classes.join(" ")}>
      <Box className="page__scroll" inert={over !== undefined}>
        {ground !== undefined && (
          <Box className="page__ground" style={{ backgroundImage: `url("${ground}")` }} hidden_from_readers />
        )}
        <Box className="page__status" style={{ height: `${statusBarHeight()}px` }} />
        {bar === undefined ? (
          <NavBar title={title} {...(tab === undefined ? {} : { tab })} {...(dark === undefined ? {} : { dark })} />
        ) : (
          bar
        )}
        <Box as="main" className="page__main">
          {children}
        </Box>
      </Box>
      {tab !== undefined && (
        <Box inert={over !== undefined}>
          <TabBar current={tab} />
        </Box>
      )}
      {over}
    </Box>
  );
}
