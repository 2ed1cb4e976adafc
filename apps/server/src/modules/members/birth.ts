import { type Birth, birthDateOf } from "../org/index.ts";

interface BirthColumns {
  birth_calendar: "solar" | "lunar" | null;
  birth_year: number | null;
  birth_month: number | null;
  birth_day: number | null;
  birth_leap_month: boolean | null;
}

export function birthColumns(birth: Birth | null): BirthColumns {
  return {
    birth_calendar: birth?.calendar ?? null,
    birth_year: birth?.year ?? null,
    birth_month: birth?.month ?? null,
    birth_day: birth?.day ?? null,
    birth_leap_month: birth?.leap_month ?? null,
  };
}

/** The birth in a row of the table or of `v_member`. */
export function birthOf(row: BirthColumns): Birth | null {
  const { birth_calendar: calendar, birth_month: month, birth_day: day } = row;
  if (calendar === null || month === null || day === null) return null;
  return { calendar, year: row.birth_year, month, day, leap_month: row.birth_leap_month ?? false };
}

export const isBornAfter = (birth: Birth, today: string): boolean => (birthDateOf(birth) ?? "") > today;

export function isSameBirth(a: Birth, b: Birth): boolean {
  return JSON.stringify(birthColumns(a)) === JSON.stringify(birthColumns(b));
}
