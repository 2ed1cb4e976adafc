import { type BusinessDate, dateOfDayNumber, dayNumber } from "../../../platform/kernel/dates.ts";

export interface LunarMonth {
  /** 1 to 12; a leap month bears the number of the one before it. */
  month: number;
  leap_month: boolean;
  /** Days since 1970-01-01 of its first day. */
  first_day: number;
  days: 29 | 30;
}

export interface LunarDate {
  year: number;
  month: number;
  day: number;
  leap_month: boolean;
}

export const FIRST_LUNAR_YEAR = 1900;
export const LAST_LUNAR_YEAR = 2100;

/** The months of a lunar year, in order; undefined outside the years we answer for. */
export type LunarYears = (year: number) => readonly LunarMonth[] | undefined;

/** The lunar date of a day; undefined outside the years we answer for. */
export function lunarOf(years: LunarYears, date: BusinessDate): LunarDate | undefined {
  const day_number = dayNumber(date);
  const solar_year = Number(date.slice(0, 4));
  for (const year of [solar_year, solar_year - 1]) {
    const found = years(year)?.find(({ first_day, days }) => first_day <= day_number && day_number < first_day + days);
    if (found) {
      const { month, leap_month, first_day } = found;
      return { year, month, day: day_number - first_day + 1, leap_month };
    }
  }
  return undefined;
}

export function dateOfLunarDay({ first_day }: LunarMonth, day: number): BusinessDate {
  return dateOfDayNumber(first_day + day - 1);
}

const DAY_NAMES = "一二三四五六七八九十";
const MONTH_NAMES = ["正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "冬", "腊"];

/** As it is written: 闰四月初八, 腊月三十. */
export function lunarName({ month, day, leap_month }: Omit<LunarDate, "year">): string {
  const units = DAY_NAMES[(day - 1) % 10] ?? "";
  const tens = day <= 10 ? "初" : day < 20 ? "十" : day === 20 ? "二" : day < 30 ? "廿" : "三";
  return `${leap_month ? "闰" : ""}${MONTH_NAMES[month - 1] ?? ""}月${tens}${units}`;
}
