/** What the list can show beside a name; screens know their words. */
export const LIST_COLUMNS = [
  "phone",
  "card",
  "tier",
  "tags",
  "unit",
  "owner",
  "source",
  "last_visit",
  "last_purchase",
  "points",
  "wallet",
  "lifecycle",
  "completeness",
  "joined",
  "state",
] as const;
export type ListColumn = (typeof LIST_COLUMNS)[number];
