import type { ReactNode } from "react";
import { dateOf } from "../../i18n/format.ts";
import { useText } from "../../i18n/language.ts";
import { kiosk as words } from "../../i18n/texts/kiosk.ts";
import type { Sheet } from "../api.ts";
import { useFloor } from "../floor-context.ts";
import { Frame } from "../frame.tsx";
import { TABS, type Tab } from "../session.ts";
import { BackHome } from "./back.tsx";
import { FamilyTab } from "./family-tab.tsx";
import { PointsTab } from "./points-tab.tsx";
import { useShown } from "./use-shown.ts";
import { VisitsTab } from "./visits-tab.tsx";

const PANES: Record<Tab, (props: { sheet: Sheet }) => ReactNode> = {
  points: PointsTab,
  family: FamilyTab,
  visits: VisitsTab,
};

/** What is known of whoever stands here: points, family, visits. */
export function OwnSheet({ tab }: { tab: Tab }) {
  const t = useText(words);
  const { session, go } = useFloor();
  // The next card or code is the next person's.
  useShown(tab);
  if (!session.visit) return null;
  const { sheet } = session.visit;
  const Pane = PANES[tab];
  const since = t("member_since", { date: dateOf(sheet.joined_at), tail: sheet.card_tail });
  return (
    <Frame title={session.notice ?? t("your_sheet")} sub={since}>
      <div className="languages tabs" role="tablist" aria-label={t("your_sheet")}>
        {TABS.map((one) => (
          <button
            type="button"
            role="tab"
            key={one}
            aria-selected={one === tab}
            onClick={() => go({ at: "sheet", tab: one })}
          >
            {t(`tab_${one}`)}
          </button>
        ))}
      </div>
      <div className="pane" role="tabpanel" aria-label={t(`tab_${tab}`)}>
        <Pane sheet={sheet} />
      </div>
      <div className="row row--end">
        <BackHome />
      </div>
    </Frame>
  );
}
