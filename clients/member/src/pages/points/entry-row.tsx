import type { ReactNode } from "react";
import type { Entry } from "@huiyou/api-client";
import { clockOf, lastDayOf, nearDay } from "../../format/dates.ts";
import { grouped, signed } from "../../format/numbers.ts";
import { type Key, type Locale, type Translate, useLanguage } from "../../i18n/i18n.ts";
import { Box, Tap } from "../../ui/elements";
import { Icon } from "../../ui/icon";
import { Arithmetic } from "./arithmetic";

const KINDS: Readonly<Record<string, Key>> = {
  purchase: "kind_earn",
  award: "kind_award",
  expiry: "kind_expire",
  refund: "kind_reverse",
  adjustment: "kind_adjust",
};

/** Why, in one sentence: what kind of movement, where, and from or until when. */
export function whySentence(entry: Entry, t: Translate, locale: Locale): string {
  const kind = t(KINDS[entry.kind] ?? "kind_other");
  const place =
    entry.venue_name === null || entry.title.includes(entry.venue_name) ? "" : t("row_at", { place: entry.venue_name });
  const from =
    entry.available_from !== null && entry.state === "pending"
      ? t("row_from", { day: nearDay(locale, entry.available_from) })
      : "";
  const until =
    entry.expires_at !== null && entry.amount > 0 && from === ""
      ? t("row_until", { day: lastDayOf(entry.expires_at) })
      : "";
  return kind + place + from + until;
}

interface EntryRowProps {
  entry: Entry;
  is_open: boolean;
  onToggle: () => void;
}

/** What and how much; why; when and the balance after it. The whole row opens the arithmetic in its place. */
export function EntryRow({ entry, is_open, onToggle }: EntryRowProps): ReactNode {
  const { t, locale } = useLanguage();
  const is_pending = entry.state === "pending";
  return (
    <Box as="li" className="entry">
      <Tap className="entry__row" onTap={onToggle} expanded={is_open}>
        <Box as="span" className="entry__top">
          <Box as="span" className="entry__title">
            {entry.title}
          </Box>
          <Box as="b" className={`entry__sum ${entry.amount > 0 ? "good" : ""}`}>
            {signed(entry.amount)}
          </Box>
        </Box>
        <Box as="span" className="entry__why">
          {whySentence(entry, t, locale)}
        </Box>
        <Box as="span" className="entry__foot">
          <Box as="span">{clockOf(entry.business_time)}</Box>
          <Box as="span" className={`entry__bal ${is_pending ? "warn" : ""}`}>
            <Box as="span">
              {is_pending ? t("points_pending") : t("points_balance", { amount: grouped(entry.balance_after) })}
            </Box>
            <Icon name={is_open ? "up" : "down"} ink="muted" size={16} />
          </Box>
        </Box>
      </Tap>
      {is_open && <Arithmetic entry={entry} />}
    </Box>
  );
}
