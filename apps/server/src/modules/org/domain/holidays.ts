import { addDays, type BusinessDate } from "../../../platform/kernel/dates.ts";
import { STATE_COUNCIL_NOTICES } from "./state-council-lists.ts";

export interface HolidayDay {
  date: BusinessDate;
  name: string;
  /** False: a working day made up for a day off. */
  is_off_day: boolean;
}

export interface HolidayYear {
  year: number;
  /** 0: the list that comes with the program. */
  version: number;
  source: string | null;
  /** In order. Empty: the year is not announced. */
  days: readonly HolidayDay[];
}

export type HolidayState = "off" | "makeup" | "none" | "unknown";

export interface Holidays {
  /** In order: every year that is announced or has a list of the tenant's own. */
  readonly years: readonly HolidayYear[];
  /** A day of a year that nobody announced is unknown, not ordinary. */
  stateOf(date: BusinessDate): { state: HolidayState; name: string | null };
}

/** The lists that come with the program, with the tenant's own in their place. */
export function holidaysOf(own: readonly HolidayYear[]): Holidays {
  const by_year = new Map([...BUILT_IN, ...own].map((list) => [list.year, list]));
  const years = [...by_year.values()].sort((a, b) => a.year - b.year);
  // The notice of a new year may name days of the old one: the later notice counts.
  const by_date = new Map(years.flatMap(({ days }) => days.map((day) => [day.date, day] as const)));
  const announced = new Set(years.filter(({ days }) => days.length > 0).map(({ year }) => year));
  return {
    years,
    stateOf(date) {
      const day = by_date.get(date);
      if (day) return { state: day.is_off_day ? "off" : "makeup", name: day.name };
      return { state: announced.has(Number(date.slice(0, 4))) ? "none" : "unknown", name: null };
    },
  };
}

const BUILT_IN: readonly HolidayYear[] = STATE_COUNCIL_NOTICES.map(({ year, source, holidays }) => ({
  year,
  version: 0,
  source,
  days: holidays
    .flatMap(([name, first, last, made_up]) => [
      ...datesBetween(`${year}-${first}`, `${year}-${last}`).map((date) => ({ date, name, is_off_day: true })),
      ...made_up.map((day) => ({ date: `${year}-${day}`, name, is_off_day: false })),
    ])
    .sort((a, b) => (a.date < b.date ? -1 : 1)),
}));

function datesBetween(first: BusinessDate, last: BusinessDate): BusinessDate[] {
  const dates: BusinessDate[] = [];
  for (let date = first; date <= last; date = addDays(date, 1)) dates.push(date);
  return dates;
}
