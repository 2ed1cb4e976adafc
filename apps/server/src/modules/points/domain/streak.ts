import { addDays, type BusinessDate } from "../../../platform/kernel/dates.ts";

/** Days in a row, up to the last one. */
export interface Streak {
  last_date: BusinessDate;
  days: number;
}

/** With `date` added. A late event of a day gone by neither joins nor breaks what came after it. */
export function extendStreak(known: Streak | undefined, date: BusinessDate): Streak {
  if (!known || addDays(known.last_date, 1) < date) return { last_date: date, days: 1 };
  if (date <= known.last_date) return known;
  return { last_date: date, days: known.days + 1 };
}

/** How many days in a row an event of `date` makes: for one of a day gone by, itself. */
export function streakDays(streak: Streak, date: BusinessDate): number {
  return streak.last_date === date ? streak.days : 1;
}
