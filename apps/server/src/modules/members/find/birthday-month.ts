import { birthdayMonthOn } from "../../org/index.ts";
import type { BirthMonth } from "../domain/find-words.ts";

const known = new Map<string, BirthMonth>();
const two = (value: number) => String(value).padStart(2, "0");

/** The coming month of this number, from today on: which days of either calendar fall into it. */
export function comingBirthMonth(month: number, today: string): BirthMonth {
  const [year = 0, current = 1] = today.split("-").map(Number);
  const first = `${month < current ? year + 1 : year}-${two(month)}-01`;
  const found = known.get(first) ?? { month, lunar_days: lunarDaysIn(first) };
  known.set(first, found);
  return found;
}

function lunarDaysIn(first: string): number[] {
  const days: number[] = [];
  for (let month = 1; month <= 12; month++)
    for (let day = 1; day <= 30; day++)
      for (const leap_month of [false, true]) {
        const birth = { calendar: "lunar", year: null, month, day, leap_month } as const;
        if (birthdayMonthOn(birth, first)) days.push((month * 100 + day) * (leap_month ? -1 : 1));
      }
  return days;
}
