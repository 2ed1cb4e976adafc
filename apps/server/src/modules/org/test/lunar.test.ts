import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, dateOfDayNumber, dayNumber } from "../../../platform/kernel/dates.ts";
import { dateOfLunarDay, FIRST_LUNAR_YEAR, LAST_LUNAR_YEAR, lunarName } from "../domain/lunar-calendar.ts";
import { type Birth, birthdayMonthOn, birthdayOn, lunarOf, nextBirthdays } from "../index.ts";
import { findBirthFault, lunarYear } from "../lunar.ts";

/** New year's days as the Hong Kong Observatory tables them. */
const NEW_YEARS = `
  1950-02-17 1951-02-06 1952-01-27 1953-02-14 1954-02-03 1955-01-24 1956-02-12 1957-01-31 1958-02-18 1959-02-08
  1960-01-28 1961-02-15 1962-02-05 1963-01-25 1964-02-13 1965-02-02 1966-01-21 1967-02-09 1968-01-30 1969-02-17
  1970-02-06 1971-01-27 1972-02-15 1973-02-03 1974-01-23 1975-02-11 1976-01-31 1977-02-18 1978-02-07 1979-01-28
  1980-02-16 1981-02-05 1982-01-25 1983-02-13 1984-02-02 1985-02-20 1986-02-09 1987-01-29 1988-02-17 1989-02-06
  1990-01-27 1991-02-15 1992-02-04 1993-01-23 1994-02-10 1995-01-31 1996-02-19 1997-02-07 1998-01-28 1999-02-16
  2000-02-05 2001-01-24 2002-02-12 2003-02-01 2004-01-22 2005-02-09 2006-01-29 2007-02-18 2008-02-07 2009-01-26
  2010-02-14 2011-02-03 2012-01-23 2013-02-10 2014-01-31 2015-02-19 2016-02-08 2017-01-28 2018-02-16 2019-02-05
  2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13
  2030-02-03 2031-01-23 2032-02-11 2033-01-31 2034-02-19 2035-02-08 2036-01-28 2037-02-15 2038-02-04 2039-01-24
  2040-02-12 2041-02-01 2042-01-22 2043-02-10 2044-01-30 2045-02-17 2046-02-06 2047-01-26 2048-02-14 2049-02-02
  2050-01-23`
  .trim()
  .split(/\s+/);

/** Year and leap month. */
const LEAP_MONTHS: readonly (readonly [number, number])[] = [
  [1952, 5],
  [1955, 3],
  [1957, 8],
  [1960, 6],
  [1963, 4],
  [1966, 3],
  [1968, 7],
  [1971, 5],
  [1974, 4],
  [1976, 8],
  [1979, 6],
  [1982, 4],
  [1984, 10],
  [1987, 6],
  [1990, 5],
  [1993, 3],
  [1995, 8],
  [1998, 5],
  [2001, 4],
  [2004, 2],
  [2006, 7],
  [2009, 5],
  [2012, 4],
  [2014, 9],
  [2017, 6],
  [2020, 4],
  [2023, 2],
  [2025, 6],
  [2028, 5],
  [2031, 3],
  [2033, 11],
  [2036, 6],
  [2039, 5],
  [2042, 2],
  [2044, 7],
  [2047, 5],
  [2050, 3],
];

const birth = (calendar: Birth["calendar"], month: number, day: number, more: Partial<Birth> = {}): Birth => ({
  calendar,
  year: null,
  month,
  day,
  leap_month: false,
  ...more,
});

describe("the lunar calendar", () => {
  test("its years begin when the Observatory says", () => {
    const days = NEW_YEARS.map((date) => lunarOf(date));
    expect(days).toEqual(
      NEW_YEARS.map((date) => ({ year: Number(date.slice(0, 4)), month: 1, day: 1, leap_month: false })),
    );
  });

  test("leap months stand where they were and will be, and nowhere else", () => {
    const found = Array.from({ length: 101 }, (_, index) => 1950 + index).flatMap((year) =>
      (lunarYear(year) ?? []).filter((one) => one.leap_month).map((one) => [year, one.month]),
    );
    expect(found).toEqual(LEAP_MONTHS);
  });

  test.each([
    // The months on which computations quarrelled.
    ["1978-09-17", "八月十五"],
    ["2013-06-08", "五月初一"],
    ["2027-02-06", "正月初一"],
    ["2033-09-08", "八月十五"],
    ["2033-12-22", "闰冬月初一"],
    ["2034-01-20", "腊月初一"],
    ["2057-09-27", "八月廿九"],
    ["2057-09-28", "九月初一"],
    ["2057-10-27", "九月三十"],
    ["2057-10-28", "十月初一"],
    ["2026-09-25", "八月十五"],
    ["2025-07-25", "闰六月初一"],
    ["2025-01-28", "腊月廿九"],
    ["2024-02-09", "腊月三十"],
  ])("%s is %s", (date, name) => {
    const lunar = lunarOf(date);
    expect(lunar && lunarName(lunar)).toBe(name);
  });

  test("its months follow each other without a gap, 12 a year or 13 with a leap month", () => {
    let next = dayNumber("1900-01-31");
    for (let year = FIRST_LUNAR_YEAR; year <= LAST_LUNAR_YEAR; year++) {
      const months = lunarYear(year) ?? [];
      expect(months.filter((one) => !one.leap_month).map((one) => one.month)).toEqual([
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
      ]);
      expect(months.length).toBeLessThanOrEqual(13);
      for (const { first_day, days } of months) {
        expect(first_day).toBe(next);
        next += days;
      }
    }
    expect(dateOfDayNumber(next)).toBe("2101-01-29");
    expect(lunarOf("2101-01-29")).toBeUndefined();
    expect(lunarOf("1900-01-30")).toBeUndefined();
  });

  test("every day of 1950–2100 has a lunar date, and it leads back", () => {
    const wrong: string[] = [];
    for (let day = dayNumber("1950-01-01"); day <= dayNumber("2100-12-31"); day++) {
      const date = dateOfDayNumber(day);
      const lunar = lunarOf(date);
      const months = lunarYear(lunar?.year ?? 0) ?? [];
      const month = months.find((one) => one.month === lunar?.month && one.leap_month === lunar.leap_month);
      if (!lunar || !month || dateOfLunarDay(month, lunar.day) !== date) wrong.push(date);
    }
    expect(wrong).toEqual([]);
  });
});

describe("birthdays", () => {
  test("农历八月十五 is 25 September 2026", () => {
    expect(nextBirthdays(birth("lunar", 8, 15), "2026-01-01", 3)).toEqual(["2026-09-25", "2027-09-15", "2028-10-03"]);
    expect(birthdayOn(birth("lunar", 8, 15, { year: 1990 }), "2026-09-25")).toBe(true);
    expect(birthdayOn(birth("lunar", 8, 15), "2026-09-26")).toBe(false);
  });

  test("腊月三十 is kept on 廿九 when the month is short, and on 三十 when it is long", () => {
    expect(nextBirthdays(birth("lunar", 12, 30), "2024-01-01", 3)).toEqual(["2024-02-09", "2025-01-28", "2026-02-16"]);
    expect(lunarOf("2026-02-16")).toMatchObject({ month: 12, day: 29 });
  });

  test("born in a leap month: in the ordinary month of years without it, in the leap month of years with it", () => {
    const leap = birth("lunar", 4, 8, { year: 2001, leap_month: true });
    const dates = nextBirthdays(leap, "2019-01-01", 3);
    expect(dates.map((date) => lunarOf(date))).toEqual([
      { year: 2019, month: 4, day: 8, leap_month: false },
      { year: 2020, month: 4, day: 8, leap_month: true },
      { year: 2021, month: 4, day: 8, leap_month: false },
    ]);
    // Born in the ordinary fourth month: once in 2020, not twice.
    expect(nextBirthdays(birth("lunar", 4, 8), "2020-01-01", 1)).toEqual(["2020-04-30"]);
    expect(birthdayOn(birth("lunar", 4, 8), "2020-05-30")).toBe(false);
  });

  test("29 February is kept on the 28th in common years", () => {
    const dates = ["2026-02-28", "2027-02-28", "2028-02-29"];
    expect(nextBirthdays(birth("solar", 2, 29), "2026-02-01", 3)).toEqual(dates);
    expect(birthdayOn(birth("solar", 2, 29), "2028-02-28")).toBe(false);
  });

  test("the month of a birthday is the calendar month in which it falls", () => {
    expect(birthdayMonthOn(birth("lunar", 8, 15), "2026-09-01")).toBe(true);
    expect(birthdayMonthOn(birth("lunar", 8, 15), "2026-09-30")).toBe(true);
    expect(birthdayMonthOn(birth("lunar", 8, 15), "2028-09-30")).toBe(false);
    expect(birthdayMonthOn(birth("lunar", 8, 15), "2028-10-30")).toBe(true);
    expect(birthdayMonthOn(birth("solar", 5, 31), "2026-05-01")).toBe(true);
  });

  test("whoever was born on a day has a birthday once in every year of their calendar", () => {
    const day = fc.integer({ min: dayNumber("1950-03-01"), max: dayNumber("2020-12-31") }).map(dateOfDayNumber);
    fc.assert(
      fc.property(day, fc.boolean(), fc.integer({ min: 2020, max: 2095 }), (date, is_lunar, year) => {
        const [solar_year = 0, month = 0, of_month = 0] = date.split("-").map(Number);
        const lunar = lunarOf(date);
        const born: Birth =
          is_lunar && lunar ? { calendar: "lunar", ...lunar } : birth("solar", month, of_month, { year: solar_year });
        expect(findBirthFault(born)).toBeUndefined();
        expect(birthdayOn(born, date)).toBe(true);
        const from = `${year}-01-01`;
        const next = nextBirthdays(born, from, 3);
        expect(next).toHaveLength(3);
        const gaps = next.slice(1).map((one, index) => dayNumber(one) - dayNumber(next[index] ?? ""));
        for (const gap of gaps) expect(gap).toBeGreaterThan(353 - 31);
        for (const gap of gaps) expect(gap).toBeLessThan(385 + 31);
        expect(next.every((one) => birthdayOn(born, one) && birthdayMonthOn(born, one))).toBe(true);
        expect(birthdayOn(born, addDays(next[0] ?? "", 1))).toBe(false);
      }),
    );
  });

  test.each<[string, Birth, string | undefined]>([
    ["31 April", birth("solar", 4, 31), "no_such_day"],
    ["29 February without a year", birth("solar", 2, 29), undefined],
    ["29 February 1990", birth("solar", 2, 29, { year: 1990 }), "no_such_day"],
    ["29 February 2000", birth("solar", 2, 29, { year: 2000 }), undefined],
    ["a solar date in a leap month", birth("solar", 5, 1, { leap_month: true }), "leap_month_is_lunar"],
    ["the 31st of a lunar month", birth("lunar", 8, 31), "no_such_day"],
    ["腊月三十", birth("lunar", 12, 30), undefined],
    ["腊月三十 of 2024, whose month is short", birth("lunar", 12, 30, { year: 2024 }), "no_such_day"],
    ["闰四月 of 2020", birth("lunar", 4, 8, { year: 2020, leap_month: true }), undefined],
    ["闰五月 of 2020", birth("lunar", 5, 8, { year: 2020, leap_month: true }), "no_such_leap_month"],
    ["a leap first month, which never comes", birth("lunar", 1, 8, { leap_month: true }), "no_such_leap_month"],
    ["a leap month without a year", birth("lunar", 6, 8, { leap_month: true }), undefined],
  ])("%s", (_name, given, code) => {
    expect(findBirthFault(given)?.code).toBe(code);
  });
});
