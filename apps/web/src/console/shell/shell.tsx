import { Dropdown } from "antd";
import { Suspense, useEffect, useState } from "react";
import { Outlet, useLocation, useNavigate } from "react-router";
import { useMay, useSession } from "../../api/session.ts";
import { setLanguage, useLanguage, useText } from "../../i18n/language.ts";
import { LANGUAGES } from "../../i18n/text.ts";
import { languageNames, languageShort, shell } from "../../i18n/texts/shell.ts";
import { DockSlot } from "../../ui/dock.tsx";
import { Icon } from "../../ui/icon.tsx";
import { modKey, useKeys } from "../../ui/keys.ts";
import { Skeleton } from "../../ui/states.tsx";
import { JobsTray } from "../jobs/jobs-tray.tsx";
import { CallsTray } from "./calls-tray.tsx";
import { HelpSheet } from "./help-sheet.tsx";
import { MeMenu } from "./me-menu.tsx";
import { Nav } from "./nav.tsx";
import { Palette } from "./palette.tsx";
import { visibleSections } from "./places.ts";
import { ScopeSelector } from "./scope.tsx";
import { TestClock } from "./test-clock.tsx";

export function LanguageMenu() {
  const t = useText(shell);
  const language = useLanguage();
  const items = LANGUAGES.map((l) => ({
    key: l,
    label: <span lang={l}>{languageNames[l]}</span>,
    onClick: () => setLanguage(l),
  }));
  return (
    <Dropdown trigger={["click"]} placement="bottomRight" menu={{ items, selectable: true, selectedKeys: [language] }}>
      <button
        type="button"
        className="tool"
        aria-label={`${t("language")} ${languageNames[language]}`}
        aria-haspopup="menu"
      >
        {languageShort[language]}
        <Icon name="down" className="small" />
      </button>
    </Dropdown>
  );
}

function Bar({ onPalette, onHelp, onNav }: { onPalette: () => void; onHelp: () => void; onNav: () => void }) {
  const t = useText(shell);
  const { tenant } = useSession();
  const may = useMay();
  return (
    <header className="bar">
      <button type="button" className="tool nav-open" aria-label={t("open_nav")} aria-controls="nav" onClick={onNav}>
        <Icon name="menu" />
      </button>
      <ScopeSelector />
      <button type="button" className="find" onClick={onPalette} aria-label={t("palette")}>
        <Icon name="search" />
        <span>{t("find")}</span>
        <kbd>{modKey}K</kbd>
      </button>
      <div className="bar-end">
        {tenant.mode === "sandbox" ? <TestClock mayAdvance={may("clock:write")} /> : null}
        <button type="button" className="tool help" aria-label={t("help")} title={`${t("help")} ?`} onClick={onHelp}>
          <Icon name="help" />
        </button>
        {may("members:identify") ? <CallsTray /> : null}
        <JobsTray />
        <LanguageMenu />
        <MeMenu />
      </div>
    </header>
  );
}

/** "/" puts the cursor into the page's own search field, if it has one. */
const focusSearch = () => document.querySelector<HTMLInputElement>("[data-search] input, input[data-search]")?.focus();

function useShellKeys(open: { palette: () => void; help: () => void }) {
  const navigate = useNavigate();
  const may = useMay();
  const jumps = visibleSections(may).flatMap((s) =>
    s.places.map((p) => [`g ${p.key.toLowerCase()}`, () => void navigate(p.path)] as const),
  );
  useKeys({ "mod+k": open.palette, "/": focusSearch, "?": open.help, ...Object.fromEntries(jumps) }, "house");
}

export function Shell() {
  const { tenant } = useSession();
  const { pathname } = useLocation();
  const [dock, setDock] = useState<HTMLElement | null>(null);
  const [layer, setLayer] = useState<"palette" | "help" | "nav" | undefined>();
  const close = () => setLayer(undefined);
  useShellKeys({ palette: () => setLayer("palette"), help: () => setLayer("help") });
  useEffect(() => setLayer(undefined), [pathname]);
  return (
    <div className={`app ${tenant.mode === "sandbox" ? "sandbox" : ""}`}>
      <Nav shown={layer === "nav"} />
      {layer === "nav" ? <div className="scrim" onClick={close} aria-hidden="true" /> : null}
      <Bar onPalette={() => setLayer("palette")} onHelp={() => setLayer("help")} onNav={() => setLayer("nav")} />
      <main className="main" key={pathname} tabIndex={-1}>
        <DockSlot value={dock}>
          <Suspense fallback={<Skeleton />}>
            <Outlet />
          </Suspense>
        </DockSlot>
      </main>
      <div className="dock-slot" ref={setDock} />
      {layer === "palette" ? <Palette onClose={close} /> : null}
      {layer === "help" ? <HelpSheet onClose={close} /> : null}
    </div>
  );
}
