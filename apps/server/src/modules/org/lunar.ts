// The lunar calendar by library, as the Hong Kong Observatory tables it. The platform's own (Intl) is a day off in several
// months, Spring Festival 2027 among them.
import { LunarYear } from "tyme4ts";
import { type BusinessDate, dayNumber } from "../../platform/kernel/dates.ts";
import * as birthday from "./domain/birthday.ts";
import {
  FIRST_LUNAR_YEAR,
  LAST_LUNAR_YEAR,
  type LunarDate,
  type LunarMonth,
  lunarOf as lunarOfDate,
} from "./domain/lunar-calendar.ts";

const years = new Map<number, readonly LunarMonth[]>();

export function lunarYear(year: number): readonly LunarMonth[] | undefined {
  if (year < FIRST_LUNAR_YEAR || year > LAST_LUNAR_YEAR) return undefined;
  const months = years.get(year) ?? asObservatory(year, readLibrary(year));
  years.set(year, months);
  return months;
}

function readLibrary(year: number): LunarMonth[] {
  return LunarYear.fromYear(year)
    .getMonths()
    .map((month) => {
      const first = month.getFirstJulianDay().getSolarDay();
      return {
        month: month.getMonth(),
        leap_month: month.isLeap(),
        first_day: Date.UTC(first.getYear(), first.getMonth() - 1, first.getDay()) / 86_400_000,
        days: month.getDayCount() === 30 ? 30 : 29,
      };
    });
}

/**
 * The one month that differs: the new moon of 28 September 2057 comes within a minute of midnight. The Observatory's table
 * begins the ninth month on the 28th, computations with newer estimates of the Earth's rotation on the 29th.
 */
function asObservatory(year: number, months: LunarMonth[]): LunarMonth[] {
  if (year !== 2057) return months;
  return months.map((one) => {
    if (one.month === 8) return { ...one, days: 29 };
    return one.month === 9 ? { ...one, first_day: dayNumber("2057-09-28"), days: 30 } : one;
  });
}

export const lunarOf = (date: BusinessDate): LunarDate | undefined => lunarOfDate(lunarYear, date);

/** The day of the birth itself; undefined when its year was not told. */
export const birthDateOf = (birth: birthday.Birth): BusinessDate | undefined =>
  birth.year === null ? undefined : birthday.birthdayIn(lunarYear, birth, birth.year);

export const findBirthFault = (birth: birthday.Birth) => birthday.findBirthFault(lunarYear, birth);

/** Whether `date` is the birthday. Rules: domain/birthday.ts. */
export const birthdayOn = (birth: birthday.Birth, date: BusinessDate): boolean =>
  birthday.isBirthday(lunarYear, birth, date);

/** Whether the birthday falls in the calendar month of `date`. */
export const birthdayMonthOn = (birth: birthday.Birth, date: BusinessDate): boolean =>
  birthday.isBirthdayMonth(lunarYear, birth, date);

/** The first birthdays on or after `from`. */
export const nextBirthdays = (birth: birthday.Birth, from: BusinessDate, count: number): BusinessDate[] =>
  birthday.nextBirthdays(lunarYear, birth, from, count);
