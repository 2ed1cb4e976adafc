import type { HolidayDay } from "../../../api/contract.ts";

const DATE = "(\\d{4}-\\d{2}-\\d{2})";
const LINE = new RegExp(`^${DATE}(?:\\s*(?:至|到|~|～|–|—|-|\\.\\.)\\s*${DATE})?\\s+(\\S{1,30})(?:\\s+(\\S+))?$`);
const KINDS: Readonly<Record<string, boolean>> = {
  休: true,
  放假: true,
  off: true,
  휴일: true,
  班: false,
  上班: false,
  调休: false,
  work: false,
  근무: false,
};
const MOST_DAYS = 31;

/** Lines such as `2027-10-01 至 2027-10-07 国庆节` and `2027-10-09 国庆节 班`; numbers of those that say nothing we know. */
export function readLines(text: string): { days: HolidayDay[]; wrong: number[] } {
  const days: HolidayDay[] = [];
  const wrong: number[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const read = readLine(line.trim());
    if (read) days.push(...read);
    else wrong.push(index + 1);
  }
  return { days, wrong };
}

function readLine(line: string): HolidayDay[] | undefined {
  const [, first = "", last = first, name = "", kind = "休"] = LINE.exec(line) ?? [];
  const is_off_day = KINDS[kind];
  const dates = datesBetween(first, last);
  if (is_off_day === undefined || name === "" || dates.length === 0) return undefined;
  return dates.map((date) => ({ date, name, is_off_day }));
}

function datesBetween(first: string, last: string): string[] {
  const [from, to] = [first, last].map((date) => Date.parse(`${date}T00:00:00Z`));
  if (from === undefined || to === undefined || !(from <= to) || to - from >= MOST_DAYS * 86_400_000) return [];
  const dates: string[] = [];
  for (let at = from; at <= to; at += 86_400_000) dates.push(new Date(at).toISOString().slice(0, 10));
  // 2027-02-30 is read as 2 March: not what was written.
  return dates[0] === first && dates.at(-1) === last ? dates : [];
}
