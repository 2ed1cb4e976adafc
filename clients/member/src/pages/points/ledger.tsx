import { type ReactNode, useState } from "react";
import type { Entry } from "@huiyou/api-client";
import { dayHeading, dayOf, venueTime } from "../../format/dates.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { serverNow } from "../../state/clock.ts";
import type { List } from "../../state/use-list.ts";
import { Box } from "../../ui/elements";
import { ListEnd } from "../../ui/list-end";
import { Empty, goToTab, Skeleton } from "../../ui/parts";
import { EntryRow } from "./entry-row";
import type { EntryFilter } from "./filter-tabs";

interface LedgerProps {
  list: List<Entry>;
  filter: EntryFilter;
  onAll: () => void;
}

interface Day {
  day: string;
  entries: Entry[];
}

/** Entries come newest first; those of one day stand together. */
export function groupByDay(entries: readonly Entry[]): Day[] {
  const days: Day[] = [];
  for (const entry of entries) {
    const day = dayOf(entry.business_time);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}

function NothingHere({ filter, onAll }: Pick<LedgerProps, "filter" | "onAll">): ReactNode {
  const { t } = useLanguage();
  const show_code = { label: t("home_show"), onTap: () => goToTab("code") };
  if (filter === "all") return <Empty title={t("empty_all")} why={t("empty_all_why")} action={show_code} />;
  const action = { label: t("see_all"), onTap: onAll };
  return <Empty title={t("empty_filter")} why={t("empty_filter_why")} action={action} />;
}

export function Ledger({ list, filter, onAll }: LedgerProps): ReactNode {
  const { locale } = useLanguage();
  const [open, setOpen] = useState<number>();
  const this_year = Number(venueTime(serverNow()).slice(0, 4));
  const toggle = (entry_no: number) => setOpen(open === entry_no ? undefined : entry_no);
  if (!list.is_loaded && list.error === undefined) {
    return (
      <Box className="ledger ledger--wait">
        <Skeleton rows={5} />
      </Box>
    );
  }
  if (list.is_loaded && list.rows.length === 0 && list.error === undefined) {
    return <NothingHere filter={filter} onAll={onAll} />;
  }
  return (
    <Box as="section" className="ledger" role="tabpanel">
      {groupByDay(list.rows).map(({ day, entries }) => (
        <Box key={day}>
          <Box as="h2" className="ledger__day">
            {dayHeading(locale, day, this_year)}
          </Box>
          <Box as="ul" className="card">
            {entries.map((entry) => (
              <EntryRow
                key={entry.entry_no}
                entry={entry}
                is_open={open === entry.entry_no}
                onToggle={() => toggle(entry.entry_no)}
              />
            ))}
          </Box>
        </Box>
      ))}
      <ListEnd list={list} />
    </Box>
  );
}
