import type { ReactNode } from "react";
import { clockOf, dayOf, nearDay, venueTime } from "../format/dates.ts";
import { useLanguage } from "../i18n/i18n.ts";
import { serverNow } from "../state/clock.ts";
import { member_failure } from "../state/member.ts";
import { known_member } from "../state/personal.ts";
import { useStore } from "../state/store.ts";
import { Box } from "./elements";
import { Icon } from "./icon";

/** Old figures stay on screen, marked with their time. */
export function StaleNote(): ReactNode {
  const { t, locale } = useLanguage();
  const known = useStore(known_member);
  const failure = useStore(member_failure);
  if (known === undefined || failure === undefined) return null;
  const then = venueTime(known.as_of_ms);
  const is_today = dayOf(then) === dayOf(venueTime(serverNow()));
  const time = is_today ? clockOf(then) : `${nearDay(locale, then)} ${clockOf(then)}`;
  return (
    <Box className="stale" role="status">
      <Icon name="nonet" ink="ochre" size={20} />
      <Box as="span">{t("stale", { time })}</Box>
    </Box>
  );
}
