import type { HolidayDay } from "../../../api/contract.ts";
import { type Language, lookup } from "../../../i18n/text.ts";
import { holidayNames } from "../../../i18n/texts/holidays.ts";

/** One holiday of the notice: its days off as spans, and the days worked for it. */
export interface Spell {
  name: string;
  spans: [string, string][];
  days_off: number;
  made_up: string[];
}

const nextDay = (date: string) => new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

export function spellsOf(days: readonly HolidayDay[]): Spell[] {
  const spells = new Map<string, Spell>();
  for (const { date, name, is_off_day } of [...days].sort((a, b) => (a.date < b.date ? -1 : 1))) {
    const spell = spells.get(name) ?? { name, spans: [], days_off: 0, made_up: [] };
    spells.set(name, spell);
    if (!is_off_day) {
      spell.made_up.push(date);
      continue;
    }
    spell.days_off += 1;
    const last = spell.spans.at(-1);
    if (last && nextDay(last[1]) === date) last[1] = date;
    else spell.spans.push([date, date]);
  }
  return [...spells.values()].sort((a, b) => (firstOf(a) < firstOf(b) ? -1 : 1));
}

const firstOf = ({ spans, made_up }: Spell) => spans[0]?.[0] ?? made_up[0] ?? "";

/** 国庆节、中秋节 is two names. */
export const nameIn = (language: Language, name: string): string =>
  name
    .split("、")
    .map((one) => lookup(holidayNames, one, language) ?? one)
    .join(language === "zh-CN" ? "、" : ", ");
