// On which day of a year somebody born on a day of the solar or the lunar calendar has their birthday.
import type { BusinessDate } from "../../../platform/kernel/dates.ts";
import { dateOfLunarDay, FIRST_LUNAR_YEAR, LAST_LUNAR_YEAR, lunarOf, type LunarYears } from "./lunar-calendar.ts";

export interface Birth {
  calendar: "solar" | "lunar";
  /** Of that calendar; many people tell month and day only. */
  year: number | null;
  month: number;
  day: number;
  /** Born in a leap month of the lunar calendar. */
  leap_month: boolean;
}

export function solarBirth(date: BusinessDate): Birth {
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  return { calendar: "solar", year, month, day, leap_month: false };
}

export type BirthFault = { field: "day" | "leap_month" | "year"; code: string };

const MOST_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** What cannot be true of a birth whose numbers are in range by themselves. */
export function findBirthFault(years: LunarYears, birth: Birth): BirthFault | undefined {
  return birth.calendar === "solar" ? solarFault(birth) : lunarFault(years, birth);
}

function solarFault({ year, month, day, leap_month }: Birth): BirthFault | undefined {
  if (leap_month) return { field: "leap_month", code: "leap_month_is_lunar" };
  const longest = month === 2 && year !== null && !isLeapYear(year) ? 28 : (MOST_DAYS[month - 1] ?? 0);
  return day > longest ? { field: "day", code: "no_such_day" } : undefined;
}

function lunarFault(years: LunarYears, { year, month, day, leap_month }: Birth): BirthFault | undefined {
  const found = (one: number) => years(one)?.find((it) => it.month === month && it.leap_month === leap_month);
  if (year !== null) {
    if (!found(year)) return { field: "leap_month", code: "no_such_leap_month" };
    return day > (found(year)?.days ?? 0) ? { field: "day", code: "no_such_day" } : undefined;
  }
  for (let one = FIRST_LUNAR_YEAR; one <= LAST_LUNAR_YEAR; one++) {
    if ((found(one)?.days ?? 0) >= day) return undefined;
  }
  return leap_month ? { field: "leap_month", code: "no_such_leap_month" } : { field: "day", code: "no_such_day" };
}

const isLeapYear = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/**
 * The birthday in one year of the birth's own calendar. 29 February is kept on the 28th in common years, the 30th of a lunar
 * month on the 29th when the month is short, and a leap month's day in the ordinary month of years without it.
 */
export function birthdayIn(years: LunarYears, birth: Birth, year: number): BusinessDate | undefined {
  const { calendar, month, day, leap_month } = birth;
  if (calendar === "solar") {
    const kept = month === 2 && day === 29 && !isLeapYear(year) ? 28 : day;
    const two = (value: number) => String(value).padStart(2, "0");
    return `${String(year).padStart(4, "0")}-${two(month)}-${two(kept)}`;
  }
  const months = years(year)?.filter((one) => one.month === month);
  const found = months?.find((one) => one.leap_month === leap_month) ?? months?.[0];
  return found && dateOfLunarDay(found, Math.min(day, found.days));
}

function yearOf(years: LunarYears, birth: Birth, date: BusinessDate): number | undefined {
  return birth.calendar === "solar" ? Number(date.slice(0, 4)) : lunarOf(years, date)?.year;
}

export function isBirthday(years: LunarYears, birth: Birth, date: BusinessDate): boolean {
  const year = yearOf(years, birth, date);
  return year !== undefined && birthdayIn(years, birth, year) === date;
}

/** The birthday falls in the calendar month of `date`; a lunar one may come twice in a solar year, or not at all. */
export function isBirthdayMonth(years: LunarYears, birth: Birth, date: BusinessDate): boolean {
  const first = `${date.slice(0, 7)}-01`;
  return nextBirthdays(years, birth, first, 1)[0]?.slice(0, 7) === date.slice(0, 7);
}

/** The first birthdays on or after `from`; fewer where the lunar calendar is not known. */
export function nextBirthdays(years: LunarYears, birth: Birth, from: BusinessDate, count: number): BusinessDate[] {
  const start = yearOf(years, birth, from);
  if (start === undefined) return [];
  const dates: BusinessDate[] = [];
  for (let year = start; dates.length < count && year <= start + count; year++) {
    const date = birthdayIn(years, birth, year);
    if (date !== undefined && date >= from) dates.push(date);
  }
  return dates;
}
