import type { MemberProfile } from "@huiyou/api-client";
import type { Locale, Translate } from "../i18n/i18n.ts";
import { nearDay } from "./dates.ts";

export type Birth = NonNullable<MemberProfile["birth"]>;

const LUNAR_MONTHS = ["正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "冬", "腊"];
const DAY_NAMES = "一二三四五六七八九十";

/** 「闰四月」, "Leap month 4", 「윤4월」. */
export function lunarMonthName(locale: Locale, { month, leap_month }: { month: number; leap_month: boolean }): string {
  if (locale === "zh-CN") return `${leap_month ? "闰" : ""}${LUNAR_MONTHS[month - 1] ?? ""}月`;
  if (locale === "ko") return `${leap_month ? "윤" : ""}${month}월`;
  return leap_month ? `Leap ${month}` : `Month ${month}`;
}

/** 「初八」, "8", 「8일」. */
export function lunarDayName(locale: Locale, day: number): string {
  if (locale !== "zh-CN") return locale === "ko" ? `${day}일` : String(day);
  const units = DAY_NAMES[(day - 1) % 10] ?? "";
  const tens = day <= 10 ? "初" : day < 20 ? "十" : day === 20 ? "二" : day < 30 ? "廿" : "三";
  return `${tens}${units}`;
}

export function lunarDate(locale: Locale, birth: Pick<Birth, "month" | "day" | "leap_month">): string {
  const [month, day] = [lunarMonthName(locale, birth), lunarDayName(locale, birth.day)];
  if (locale === "zh-CN") return `${month}${day}`;
  return locale === "ko" ? `${month} ${day}` : `${month}, day ${day}`;
}

const two = (value: number) => String(value).padStart(2, "0");

/** As it was told: with its calendar when it is the lunar one, with its year when that was told. */
export function birthText(locale: Locale, t: Translate, birth: Birth): string {
  const { calendar, year, month, day } = birth;
  if (calendar === "lunar") {
    const day_said = lunarDate(locale, birth);
    const between = locale === "zh-CN" ? " 年" : locale === "ko" ? "년 " : ", ";
    const said = year === null ? day_said : `${year}${between}${day_said}`;
    return t("birthday_echo_lunar", { day: said });
  }
  return year === null ? nearDay(locale, `2024-${two(month)}-${two(day)}`) : `${year}-${two(month)}-${two(day)}`;
}

/** Days of a month of the solar calendar; February has 29 while no year is told. */
export function solarDays(year: number | null, month: number): number {
  return new Date(Date.UTC(year ?? 2024, month, 0)).getUTCDate();
}

/** So many days after a date. */
export function dateAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
