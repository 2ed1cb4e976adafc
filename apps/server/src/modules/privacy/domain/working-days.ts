import { addDays, type BusinessDate, weekdayOf } from "../../../platform/kernel/dates.ts";
import type { HolidayState } from "../../org/index.ts";

/** The day of receipt is not counted; the answer is due on the last of these days. */
export const ANSWER_WITHIN_DAYS = 15;
/** What a hard case may take on top, once. */
export const MOST_EXTENSION_DAYS = 15;

export interface DueDate {
  date: BusinessDate;
  /** Years on the way whose holidays nobody has announced: there only weekends were taken out. */
  unknown_years: number[];
}

/** The last of `days` working days after `from`. Days off and days worked in their place are those of the tenant's calendar. */
export function dueAfter(from: BusinessDate, days: number, stateOf: (date: BusinessDate) => HolidayState): DueDate {
  const unknown_years = new Set<number>();
  let date = from;
  for (let left = days; left > 0; ) {
    date = addDays(date, 1);
    const state = stateOf(date);
    if (state === "unknown") unknown_years.add(Number(date.slice(0, 4)));
    if (isWorked(date, state)) left -= 1;
  }
  return { date, unknown_years: [...unknown_years] };
}

/** Working days from the day after `today` to `due`; below zero when it has passed. */
export function workingDaysLeft(
  today: BusinessDate,
  due: BusinessDate,
  stateOf: (date: BusinessDate) => HolidayState,
): number {
  const [first, last, sign] = today <= due ? [today, due, 1] : [due, today, -1];
  let days = 0;
  for (let date = first; date < last; ) {
    date = addDays(date, 1);
    if (isWorked(date, stateOf(date))) days += 1;
  }
  return sign * days;
}

function isWorked(date: BusinessDate, state: HolidayState): boolean {
  if (state === "makeup") return true;
  return state !== "off" && weekdayOf(date) <= 5;
}
