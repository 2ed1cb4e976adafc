// What kind of day a date is in mainland China: the festivals move with the lunar calendar.
import { lunarOf } from "../modules/org/index.ts";
import { addDays, type BusinessDate } from "../platform/kernel/dates.ts";

const noon = (date: BusinessDate) => new Date(`${date}T12:00:00Z`);

/** `month/day` of the lunar calendar; leap months have no festivals. */
function lunarDay(date: BusinessDate): string {
  const lunar = lunarOf(date);
  return lunar && !lunar.leap_month ? `${lunar.month}/${lunar.day}` : "";
}

/** 0 is Sunday. */
export function weekdayOf(date: BusinessDate): number {
  return noon(date).getUTCDay();
}

export function monthOf(date: BusinessDate): number {
  return Number(date.slice(5, 7));
}

/** Days of the solar calendar on which nearly everybody is free. */
const SOLAR = new Set(
  "01-01 04-04 04-05 04-06 05-01 05-02 05-03 05-04 05-05 10-01 10-02 10-03 10-04 10-05 10-06 10-07".split(" "),
);
const SPRING_FESTIVAL_DAYS = 8;

const known = new Map<BusinessDate, boolean>();

/** A public holiday as people live it; the make-up workdays that each year's notice adds are left out. */
export function isHoliday(date: BusinessDate): boolean {
  let holiday = known.get(date);
  if (holiday === undefined) {
    holiday = SOLAR.has(date.slice(5)) || isLunarHoliday(date);
    known.set(date, holiday);
  }
  return holiday;
}

function isLunarHoliday(date: BusinessDate): boolean {
  const day = lunarDay(date);
  if (day === "5/5" || day === "8/15") return true;
  const [month, number] = day.split("/");
  // New Year's Eve is the day before the first.
  return (month === "1" && Number(number) < SPRING_FESTIVAL_DAYS) || lunarDay(addDays(date, 1)) === "1/1";
}

/** Dates from `first` to `last`, both included. */
export function datesBetween(first: BusinessDate, last: BusinessDate): BusinessDate[] {
  const dates: BusinessDate[] = [];
  for (let date = first; date <= last; date = addDays(date, 1)) dates.push(date);
  return dates;
}
