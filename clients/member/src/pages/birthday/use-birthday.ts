import { useState } from "react";
import type { Routes } from "@huiyou/api-client";
import { call } from "../../api/api.ts";
import { type Birth, dateAfter, lunarDayName, lunarMonthName, solarDays } from "../../format/birthday.ts";
import { dayOf, venueTime } from "../../format/dates.ts";
import { type Locale, useLanguage } from "../../i18n/i18n.ts";
import { serverNow } from "../../state/clock.ts";
import { session } from "../../state/personal.ts";
import { useAnswer } from "../../state/use-answer.ts";

type LunarMonth = Routes["GET /v1/calendar/lunar"]["response"]["months"][number];
interface Month {
  month: number;
  leap_month: boolean;
  days: number;
  /** First day in the solar calendar, of a lunar month whose year is known. */
  first_date?: string;
}

const FIRST_YEAR = 1900;
const TWELVE = Array.from({ length: 12 }, (_, index) => index + 1);
const MONTHS_EN = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const monthName = (locale: Locale, calendar: Birth["calendar"], one: Month): string => {
  if (calendar === "lunar") return lunarMonthName(locale, one);
  if (locale === "en") return MONTHS_EN[one.month - 1] ?? "";
  return locale === "ko" ? `${one.month}월` : `${one.month} 月`;
};

const dayName = (locale: Locale, calendar: Birth["calendar"], day: number): string =>
  calendar === "lunar" ? lunarDayName(locale, day) : String(day);

function monthsOf(calendar: Birth["calendar"], year: number | null, lunar: readonly LunarMonth[] | undefined): Month[] {
  if (calendar === "solar") return TWELVE.map((month) => ({ month, leap_month: false, days: solarDays(year, month) }));
  if (year !== null && lunar !== undefined && lunar.length > 0) return [...lunar];
  return TWELVE.map((month) => ({ month, leap_month: false, days: 30 }));
}

const signedIn = () => session.get() !== undefined;

/** The lunar months of a year, once it is typed; asked of the server, which agrees with the Observatory's table. */
function useLunarMonths(calendar: Birth["calendar"], year: number | null): readonly LunarMonth[] | undefined {
  const wanted = calendar === "lunar" && year !== null && signedIn() ? year : undefined;
  return useAnswer(`lunar ${wanted ?? ""}`, async () =>
    wanted === undefined ? undefined : (await call("GET /v1/calendar/lunar", { query: { year: wanted } })).months,
  ).value;
}

/** The next birthday, and the lunar name of a solar one. */
function useCompanions(birth: Birth | undefined, solar: string | undefined) {
  const { t } = useLanguage();
  const next = useAnswer(`next ${JSON.stringify(birth)}`, async () =>
    birth === undefined || !signedIn()
      ? undefined
      : (await call("POST /v1/calendar/birthday", { body: birth })).next[0],
  ).value;
  const is_solar = birth?.calendar === "solar";
  const lunar = useAnswer(`lunar of ${is_solar ? (solar ?? "") : ""}`, async () => {
    if (!is_solar || solar === undefined || !signedIn()) return undefined;
    return (await call("GET /v1/calendar/lunar", { query: { date: solar } })).lunar ?? undefined;
  }).value;
  if (is_solar) return { next, other: lunar && t("birthday_echo_lunar", { day: lunar.name }) };
  return { next, other: solar === undefined ? undefined : t("birthday_echo_solar", { day: solar }) };
}

const two = (value: number) => String(value).padStart(2, "0");

/** A birthday as it is put together: calendar, year, month, day, and what follows from them. */
export function useBirthday() {
  const { t, locale } = useLanguage();
  const [calendar, setCalendar] = useState<Birth["calendar"]>("solar");
  const [typed_year, setTypedYear] = useState("");
  const [month_key, setMonthKey] = useState<string>();
  const [day, setDay] = useState<number>();
  const today = dayOf(venueTime(serverNow()));
  const last_year = Number(today.slice(0, 4));
  const number = Number(typed_year);
  const is_year = typed_year.length === 4 && number >= FIRST_YEAR && number <= last_year;
  const year = is_year ? number : null;
  const months = monthsOf(calendar, year, useLunarMonths(calendar, year));
  const keyOf = (one: Month) => `${one.month}${one.leap_month ? "L" : ""}`;
  const month = months.find((one) => keyOf(one) === month_key);
  const chosen_day = day !== undefined && day <= (month?.days ?? 31) ? day : undefined;
  const birth: Birth | undefined =
    month === undefined || chosen_day === undefined
      ? undefined
      : { calendar, year, month: month.month, day: chosen_day, leap_month: month.leap_month };
  const solar = birth && solarDateOf(birth, month);
  const { next, other } = useCompanions(birth, solar);
  const days = month?.days ?? (calendar === "lunar" ? 30 : 31);
  const is_future = solar !== undefined && solar > today;
  return {
    calendar,
    setCalendar: (chosen: Birth["calendar"]) => {
      setCalendar(chosen);
      setMonthKey(undefined);
      setDay(undefined);
    },
    typed_year,
    typeYear: (text: string) => setTypedYear(text.replace(/\D/g, "").slice(0, 4)),
    year_problem:
      typed_year === "" || is_year || (typed_year.length < 4 && number > 0)
        ? undefined
        : t("birthday_year_bad", { last: last_year }),
    months: months.map((one) => ({
      key: keyOf(one),
      label: monthName(locale, calendar, one),
      selected: keyOf(one) === month_key,
      onTap: () => setMonthKey(keyOf(one)),
    })),
    days: Array.from({ length: days }, (_, index) => ({
      key: String(index + 1),
      label: dayName(locale, calendar, index + 1),
      selected: index + 1 === chosen_day,
      onTap: () => setDay(index + 1),
    })),
    birth: typed_year === "" || is_year ? birth : undefined,
    other,
    next,
    problem: is_future ? t("birthday_future") : undefined,
  };
}

function solarDateOf(birth: Birth, month: Month | undefined): string | undefined {
  if (birth.calendar === "lunar") return month?.first_date && dateAfter(month.first_date, birth.day - 1);
  return birth.year === null ? undefined : `${birth.year}-${two(birth.month)}-${two(birth.day)}`;
}
