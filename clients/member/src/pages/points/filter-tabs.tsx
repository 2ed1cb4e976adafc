import type { ReactNode } from "react";
import { type Key, useLanguage } from "../../i18n/i18n.ts";
import { Box, Tap } from "../../ui/elements";

export type EntryFilter = "all" | "earned" | "spent" | "pending" | "expiring";

const FILTERS: readonly { filter: EntryFilter; key: Key }[] = [
  { filter: "all", key: "filter_all" },
  { filter: "earned", key: "filter_earned" },
  { filter: "spent", key: "filter_spent" },
  { filter: "pending", key: "filter_pending" },
  { filter: "expiring", key: "filter_expiring" },
];

interface FilterTabsProps {
  filter: EntryFilter;
  onFilter: (filter: EntryFilter) => void;
}

export function FilterTabs({ filter, onFilter }: FilterTabsProps): ReactNode {
  const { t } = useLanguage();
  return (
    <Box className="tabs" role="tablist" label={t("title_points")}>
      {FILTERS.map((one) => (
        <Tap
          key={one.filter}
          acts_as="tab"
          className={`tabs__tab ${one.filter === filter ? "is-on" : ""}`}
          selected={one.filter === filter}
          onTap={() => onFilter(one.filter)}
        >
          {t(one.key)}
        </Tap>
      ))}
    </Box>
  );
}
