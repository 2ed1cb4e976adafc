// When people come: by season, weekday and holiday, and by the hour of the day.
import type { BusinessDate } from "../platform/kernel/dates.ts";
import { isHoliday, monthOf, weekdayOf } from "./calendar.ts";
import { type Urn, urnOf } from "./dice.ts";
import type { VenueKey } from "./places.ts";

interface Rhythm {
  /** January to December. */
  readonly months: readonly number[];
  /** Sunday to Saturday. */
  readonly weekdays: readonly number[];
  readonly holiday: number;
  /** Arrivals by hour since midnight of the business day; from 24 on it is the next morning. */
  readonly hours: Readonly<Record<number, number>>;
}

const RHYTHMS: Readonly<Record<VenueKey, Rhythm>> = {
  mountain: {
    months: [5, 6, 8, 11, 11, 7, 8, 8, 9, 13, 10, 5],
    weekdays: [19, 9, 9, 9, 10, 14, 22],
    holiday: 2.6,
    hours: { 6: 12, 7: 16, 8: 24, 9: 26, 10: 20, 11: 9, 12: 5, 13: 6, 14: 5, 15: 3, 16: 1 },
  },
  park: {
    months: [5, 8, 6, 9, 10, 9, 15, 15, 8, 10, 6, 5],
    weekdays: [21, 7, 7, 8, 9, 15, 24],
    holiday: 2.3,
    hours: { 9: 18, 10: 26, 11: 15, 12: 8, 13: 10, 14: 8, 15: 5, 16: 4, 17: 5, 18: 6, 19: 3, 20: 1 },
  },
  museum: {
    months: [7, 8, 7, 8, 9, 8, 11, 11, 8, 10, 8, 7],
    // Closed for cleaning on Mondays in all but name: nobody comes.
    weekdays: [18, 1, 12, 12, 13, 14, 20],
    holiday: 1.9,
    hours: { 9: 16, 10: 22, 11: 14, 12: 7, 13: 14, 14: 16, 15: 10, 16: 3 },
  },
  hotel: {
    months: [14, 14, 9, 7, 7, 5, 6, 7, 6, 9, 10, 13],
    weekdays: [15, 8, 8, 9, 10, 20, 24],
    holiday: 1.8,
    hours: {
      0: 1,
      6: 3,
      7: 5,
      8: 4,
      9: 3,
      10: 3,
      11: 4,
      12: 5,
      13: 7,
      14: 18,
      15: 20,
      16: 13,
      17: 9,
      18: 7,
      19: 6,
      20: 5,
      21: 4,
      22: 3,
      23: 2,
    },
  },
  market: {
    months: [4, 6, 6, 9, 11, 11, 13, 13, 10, 10, 6, 5],
    weekdays: [14, 9, 9, 10, 11, 19, 22],
    holiday: 1.8,
    hours: { 17: 10, 18: 20, 19: 26, 20: 22, 21: 14, 22: 8, 23: 5, 24: 3, 25: 1 },
  },
};

/** How busy a venue is on a date, on a scale of its own. */
export function busyness(venue: VenueKey, date: BusinessDate): number {
  const { months, weekdays, holiday } = RHYTHMS[venue];
  const weekday = weekdayOf(date);
  // On a holiday the weekday does not matter: everybody is free.
  const free = isHoliday(date) ? (weekdays[6] ?? 0) * (holiday / 1.5) : (weekdays[weekday] ?? 0);
  return (months[monthOf(date) - 1] ?? 0) * free;
}

export const ARRIVALS = Object.fromEntries(
  Object.entries(RHYTHMS).map(([venue, { hours }]) => [
    venue,
    urnOf(Object.entries(hours).map(([hour, weight]) => [Number(hour), weight] as const)),
  ]),
) as Readonly<Record<VenueKey, Urn<number>>>;
