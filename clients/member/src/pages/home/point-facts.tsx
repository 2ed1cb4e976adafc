import type { ReactNode } from "react";
import type { MemberProfile } from "@huiyou/api-client";
import { lastDayOf, nearDay } from "../../format/dates.ts";
import { grouped } from "../../format/numbers.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { Box, Tap } from "../../ui/elements";
import { goToTab } from "../../ui/parts";

interface FactProps {
  name: string;
  amount: number;
  note: string;
  warns?: boolean;
}

function Fact({ name, amount, note, warns = false }: FactProps): ReactNode {
  return (
    <Box as="span" className="fact">
      <Box as="span" className="fact__name">
        {name}
      </Box>
      <Box as="b" className="fact__sum">
        {grouped(amount)}
      </Box>
      <Box as="span" className={`fact__note ${warns ? "warn" : ""}`}>
        {note}
      </Box>
    </Box>
  );
}

/** Available, pending and expiring points; the strip leads to the ledger. */
export function PointFacts({ points }: { points: MemberProfile["points"] }): ReactNode {
  const { t, locale } = useLanguage();
  const { available, pending, pending_from, expiring } = points;
  return (
    <Tap className="facts" acts_as="link" onTap={() => goToTab("points")}>
      <Fact name={t("points_now")} amount={available} note={t("points_see")} />
      <Fact
        name={t("points_pending")}
        amount={pending}
        note={pending_from === null ? t("points_none") : t("points_from_short", { day: nearDay(locale, pending_from) })}
      />
      <Fact
        name={t("points_expiring")}
        amount={expiring?.amount ?? 0}
        note={expiring === null ? t("points_none") : lastDayOf(expiring.on)}
        warns={expiring !== null}
      />
    </Tap>
  );
}
