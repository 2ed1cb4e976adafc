import type { ReactNode } from "react";
import { lastDayOf, nearDay } from "../../format/dates.ts";
import { grouped } from "../../format/numbers.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { known_member } from "../../state/personal.ts";
import { useStore } from "../../state/store.ts";
import { Box, Tap } from "../../ui/elements";
import { Icon } from "../../ui/icon";
import { goToTab } from "../../ui/parts";

function Pocket({ name, amount, note }: { name: string; amount: number; note: string }): ReactNode {
  return (
    <Tap className="pocket" acts_as="link" onTap={() => goToTab("points")}>
      <Box as="span" className="pocket__name">
        <Box as="span">{name}</Box>
        <Icon name="right" ink="pale" size={16} />
      </Box>
      <Box as="b" className="pocket__sum">
        {grouped(amount)}
      </Box>
      <Box as="span" className="pocket__note">
        {note}
      </Box>
    </Tap>
  );
}

/** What the card holds, under it. */
export function Pockets(): ReactNode {
  const { t, locale } = useLanguage();
  const points = useStore(known_member)?.profile.points;
  if (points === undefined) return null;
  const { available, pending, pending_from, expiring } = points;
  const more = pending > 0 ? t("points_more_pending", { amount: grouped(pending) }) : t("points_none_pending");
  const from = pending_from === null ? "" : t("points_from", { day: nearDay(locale, pending_from) });
  return (
    <Box className="pockets">
      <Pocket name={t("points_available")} amount={available} note={more} />
      {expiring === null && pending > 0 ? (
        <Pocket name={t("points_pending")} amount={pending} note={from} />
      ) : (
        <Pocket
          name={t("points_expiring")}
          amount={expiring?.amount ?? 0}
          note={expiring === null ? t("points_none_expiring") : t("points_until", { day: lastDayOf(expiring.on) })}
        />
      )}
    </Box>
  );
}
