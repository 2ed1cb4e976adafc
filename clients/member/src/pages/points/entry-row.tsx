import type { ReactNode } from "react";
import type { Entry } from "@huiyou/api-client";
import { clockOf } from "../../format/dates.ts";
import { grouped, signed } from "../../format/numbers.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { Box, Tap } from "../../ui/elements";
import { Icon } from "../../ui/icon";
import { Arithmetic } from "./arithmetic";
import { whySentence } from "./why.ts";

interface EntryRowProps {
  entry: Entry;
  is_open: boolean;
  onToggle: () => void;
}

/** What and how much; why; when and the balance after it. The whole row opens the arithmetic in its place. */
export function EntryRow({ entry, is_open, onToggle }: EntryRowProps): ReactNode {
  const { t } = useLanguage();
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
          {whySentence(entry, t)}
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
