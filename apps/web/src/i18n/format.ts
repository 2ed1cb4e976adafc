import { useMemo } from "react";
import { useLanguage } from "./language.ts";
import type { Language } from "./text.ts";

/** Business times are shown on the clock of the venue's zone, wherever the browser is. */
const ZONE = "Asia/Shanghai";

const minus = (s: string) => s.replace("-", "−");
const integers = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const cents = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const parts = new Intl.DateTimeFormat("en-CA", {
  timeZone: ZONE,
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});

interface Clock {
  date: string;
  time: string;
  seconds: string;
}

function clock(at: string | Date): Clock {
  const p = Object.fromEntries(parts.formatToParts(new Date(at)).map((x) => [x.type, x.value]));
  return {
    date: `${p.year}-${p.month}-${p.day}`,
    time: `${p.hour}:${p.minute}`,
    seconds: `${p.hour}:${p.minute}:${p.second}`,
  };
}

const HIDDEN = "***";

export const number = (n: number): string => minus(integers.format(n));
/** An estimate, no finer than it is: 20,100. */
export const about = (n: number): number => (n < 1000 ? n : Number(n.toPrecision(3)));
export const signed = (n: number): string => (n > 0 ? `+${number(n)}` : number(n));
/** null: a sum that the reader's role hides. */
export const yuan = (fen: number | null): string => (fen === null ? HIDDEN : minus(cents.format(fen / 100)));
export const wholeYuan = (fen: number | null): string =>
  fen === null ? HIDDEN : minus(integers.format(Math.trunc(fen / 100)));
export const percent = (ratio: number): string => `${minus((ratio * 100).toFixed(1))}%`;
export const dateOf = (at: string | Date): string => clock(at).date;
export const timeOf = (at: string | Date): string => clock(at).time;
export const secondsOf = (at: string | Date): string => clock(at).seconds;

/** What is gone at this instant can be used through this day. */
export const lastDay = (at: string): string => shortDate(new Date(new Date(at).getTime() - 1).toISOString());

/** 8867 2413 4491 8300: read aloud and typed in groups of four. */
export const cardNumber = (card_no: string): string => card_no.replace(/(\d{4})(?=\d)/g, "$1 ");

/** 10-02 11:42; with the year only when it is not this one. */
export function stamp(at: string): string {
  const { date, time } = clock(at);
  return `${shortDate(date)} ${time}`;
}

/** Business dates and instants: 10-02 this year, 2025-10-02 otherwise. */
export function shortDate(at: string): string {
  const date = at.length === 10 ? at : clock(at).date;
  return date.startsWith(`${clock(new Date()).date.slice(0, 4)}-`) ? date.slice(5) : date;
}

function longDates(language: Language) {
  const brief = new Intl.DateTimeFormat(language, {
    timeZone: "UTC",
    weekday: language === "zh-CN" ? "short" : "long",
  });
  const full = new Intl.DateTimeFormat(language, { timeZone: "UTC", dateStyle: "full" });
  const monthDay = new Intl.DateTimeFormat(language, { timeZone: "UTC", month: "long", day: "numeric" });
  const month = new Intl.DateTimeFormat(language, { timeZone: "UTC", month: "short" });
  const yearMonth = new Intl.DateTimeFormat(language, { timeZone: "UTC", year: "numeric", month: "long" });
  const noon = (date: string) => new Date(`${date}T12:00:00Z`);
  return {
    // Chinese sets date and weekday apart by a space; the formatter does not.
    longDate: (date: string) => full.format(noon(date)).replace(/日(?=星期)/, "日 "),
    /** 周六, Saturday, 토요일: reads well after "last". */
    weekday: (date: string) => brief.format(noon(date)),
    /** 9 月, Sep, 9월. */
    shortMonth: (date: string) => month.format(noon(date)).replace("月", " 月"),
    longMonth: (date: string) => yearMonth.format(noon(date)),
    monthDay: (date: string) => monthDay.format(noon(date)),
  };
}

/** The few formats that change with the language; the rest of this file does not. */
export function useDates() {
  const language = useLanguage();
  return useMemo(() => longDates(language), [language]);
}
