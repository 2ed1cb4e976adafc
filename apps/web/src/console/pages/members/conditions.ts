import type { PlainKey } from "../../../i18n/text.ts";
import type { conditionTexts } from "../../../i18n/texts/members-find.ts";
import type { FilterName, Filters } from "./filters.ts";

export type Editor =
  | "tags"
  | "tiers"
  | "unit"
  | "owner"
  | "flag"
  | "status"
  | "sources"
  | "sexes"
  | "lifecycles"
  | "month"
  | "days"
  | "day"
  | "range"
  | "money"
  | "percent"
  | "identity";

export interface Condition {
  id: PlainKey<typeof conditionTexts>;
  editor: Editor;
  /** Its values in the query: one, or the lower and the upper end. */
  names: readonly [FilterName] | readonly [FilterName, FilterName];
  /** Whose roles are asked what they hide. */
  needs?: "staff:read";
}

/** In the order in which they are offered. */
export const CONDITIONS: readonly Condition[] = [
  { id: "tags_all", editor: "tags", names: ["tags_all"] },
  { id: "tags_any", editor: "tags", names: ["tags_any"] },
  { id: "tags_none", editor: "tags", names: ["tags_none"] },
  { id: "tier", editor: "tiers", names: ["tier"] },
  { id: "unit", editor: "unit", names: ["unit_id"] },
  { id: "owner", editor: "owner", names: ["owner_staff_id"], needs: "staff:read" },
  { id: "without_owner", editor: "flag", names: ["without_owner"] },
  { id: "status", editor: "status", names: ["status"] },
  { id: "lifecycle", editor: "lifecycles", names: ["lifecycle"] },
  { id: "last_visit", editor: "days", names: ["last_visit_from", "last_visit_to"] },
  { id: "no_visit_since", editor: "day", names: ["no_visit_since"] },
  { id: "last_purchase", editor: "days", names: ["last_purchase_from", "last_purchase_to"] },
  { id: "no_purchase_since", editor: "day", names: ["no_purchase_since"] },
  { id: "visits", editor: "range", names: ["visits_min", "visits_max"] },
  { id: "purchases", editor: "range", names: ["purchases_min", "purchases_max"] },
  { id: "spent", editor: "money", names: ["spent_min", "spent_max"] },
  { id: "birthday_month", editor: "month", names: ["birthday_month"] },
  { id: "joined", editor: "days", names: ["joined_from", "joined_to"] },
  { id: "source", editor: "sources", names: ["source"] },
  { id: "sex", editor: "sexes", names: ["sex"] },
  { id: "completeness", editor: "percent", names: ["completeness_min", "completeness_max"] },
  { id: "identity", editor: "identity", names: ["identity"] },
];

/** What a filter says of a condition, in the order of its names. */
export const valuesOf = ({ names }: Condition, filters: Filters): (string | undefined)[] =>
  names.map((name) => filters[name]);

export const isSet = (condition: Condition, filters: Filters): boolean =>
  valuesOf(condition, filters).some((value) => value !== undefined);

/** The same as a filter says it; without values the condition is gone. */
export const named = ({ names }: Condition, values: (string | undefined)[]): Partial<Filters> =>
  Object.fromEntries(names.map((name, index) => [name, values[index]]));
