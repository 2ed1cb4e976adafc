// Business times carry the venue's offset, so their digits are read as they stand: the phone's zone plays no part.
import type { Locale, Translate } from "../i18n/i18n.ts";

const VENUE_OFFSET_MS = 8 * 3_600_000;
const WEEKDAYS: Record<Locale, readonly string[]> = {
  "zh-CN": ["周日", "周一", "周二", "周三", "周四", "周五", "周六"],
  en: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
  ko: ["일", "월", "화", "수", "목", "금", "토"],
};
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const HAN_DIGITS = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

interface Day {
  year: number;
  month: number;
  day: number;
}

/** An instant as the venue's wall clock: a time in UTC is moved to the venue's zone. */
function atVenue(time: string): string {
  if (!time.endsWith("Z")) return time;
  return new Date(Date.parse(time) + VENUE_OFFSET_MS).toISOString();
}

/** Milliseconds as the venue's wall clock, "2026-10-02T14:20…". */
export function venueTime(ms: number): string {
  return new Date(ms + VENUE_OFFSET_MS).toISOString().slice(0, 19);
}

/** "2026-10-02": the day at the venue. Also takes a plain date. */
export const dayOf = (time: string): string => atVenue(time).slice(0, 10);

/** The last day something can be used: an instant of expiry at 24:00 already carries the next day's date. */
export function lastDayOf(time: string): string {
  if (!time.includes("T")) return time;
  return venueTime(Date.parse(time) - 1).slice(0, 10);
}

/** "14:20". */
export const clockOf = (time: string): string => atVenue(time).slice(11, 16);

function split(time: string): Day {
  const [year = 0, month = 1, day = 1] = dayOf(time).split("-").map(Number);
  return { year, month, day };
}

const weekday = (locale: Locale, { year, month, day }: Day): string =>
  WEEKDAYS[locale][new Date(Date.UTC(year, month - 1, day)).getUTCDay()] ?? "";

/** A near day: "10 月 9 日", "9 Oct", "10월 9일". */
export function nearDay(locale: Locale, time: string): string {
  const { month, day } = split(time);
  if (locale === "en") return `${day} ${MONTHS[month - 1]}`;
  return locale === "ko" ? `${month}월 ${day}일` : `${month} 月 ${day} 日`;
}

/** Heading of a day: with its weekday, and with the year where it is not this one. */
export function dayHeading(locale: Locale, time: string, this_year: number): string {
  const day = split(time);
  const near = nearDay(locale, time);
  const name = weekday(locale, day);
  if (day.year === this_year)
    return locale === "ko" ? `${near} (${name})` : locale === "en" ? `${name} ${near}` : `${near} ${name}`;
  if (locale === "en") return `${near} ${day.year}`;
  return locale === "ko" ? `${day.year}년 ${near}` : `${day.year} 年 ${near}`;
}

const han = (value: number): string => {
  const [tens, ones] = [Math.floor(value / 10), value % 10];
  if (tens === 0) return HAN_DIGITS[ones] ?? "";
  return `${tens === 1 ? "" : HAN_DIGITS[tens]}十${ones === 0 ? "" : HAN_DIGITS[ones]}`;
};

/** Today as a page title: 「十月二日，周五」, "Fri 2 October", "10월 2일 금요일". */
export function titleDay(locale: Locale, time: string): string {
  const day = split(time);
  const name = weekday(locale, day);
  if (locale === "en") return `${name}, ${day.day} ${MONTHS[day.month - 1]}`;
  return locale === "ko" ? `${day.month}월 ${day.day}일 ${name}요일` : `${han(day.month)}月${han(day.day)}日，${name}`;
}

/** "今天" for today, otherwise the near day. */
export function nearOrToday(locale: Locale, t: Translate, time: string, today: string): string {
  return dayOf(time) === dayOf(today) ? t("today") : nearDay(locale, time);
}
