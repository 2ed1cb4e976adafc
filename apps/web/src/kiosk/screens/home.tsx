import { showLanguage, useLanguage, useText } from "../../i18n/language.ts";
import { kiosk as words } from "../../i18n/texts/kiosk.ts";
import { languageNames } from "../../i18n/texts/shell.ts";
import { mapSheet } from "../../ui/art/map-sheet.ts";
import { useFloor } from "../floor-context.ts";
import { Frame } from "../frame.tsx";
import { Mark, type MarkName } from "../marks.tsx";
import { viewFor, WISHES, type Wish } from "../session.ts";
import { Problem } from "./problem.tsx";
import { useShown } from "./use-shown.ts";

const MARKS: Record<Wish, MarkName> = {
  points: "search",
  family: "family",
  visits: "visits",
  join: "join",
  card: "card",
  phone: "phone",
};

/** Six sheets of one map, each with the part of it that lies there. */
function SheetArt({ n }: { n: number }) {
  return (
    <svg
      className="tile__map"
      viewBox={`${(n % 2) * 496} ${Math.floor(n / 2) * 312} 472 288`}
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
    >
      {mapSheet.map(({ fill, ring }) => (
        <path key={ring} d={ring} fill={fill} stroke="#14405f" strokeOpacity=".13" strokeWidth="1.5" />
      ))}
    </svg>
  );
}

export function Home() {
  const t = useText(words);
  const current = useLanguage();
  const { kiosk, session, online, go } = useFloor();
  const shown = useShown("points");
  const choose = (wish: Wish) => go(session.visit ? viewFor(wish) : { at: "identify", wish });
  return (
    <Frame first title={t("welcome")} sub={shown.busy ? t("reading") : t("welcome_sub")}>
      {kiosk.languages.length > 1 ? (
        <div className="languages" role="group" aria-label={t("choose_language")}>
          {kiosk.languages.map((language) => (
            <button
              type="button"
              key={language}
              lang={language}
              aria-pressed={language === current}
              onClick={() => showLanguage(language)}
            >
              {languageNames[language]}
            </button>
          ))}
        </div>
      ) : null}
      <Problem text={shown.problem} />
      <nav className="tiles" aria-label={t("services")}>
        {WISHES.map((wish, n) => (
          <button type="button" className="tile" key={wish} disabled={!online} onClick={() => choose(wish)}>
            <SheetArt n={n} />
            <Mark name={MARKS[wish]} large />
            <span className="tile__name">{t(wish)}</span>
            <span className="tile__sub">{t(`${wish}_sub`)}</span>
          </button>
        ))}
      </nav>
    </Frame>
  );
}
