// When each person comes and where: drawn for the whole life of the membership before anything is written.
import { addDays, businessDateOf, type BusinessDate } from "../platform/kernel/dates.ts";
import { datesBetween } from "./calendar.ts";
import { type Dice, diceOf, urnOf } from "./dice.ts";
import type { Habit, Person, WorldSize } from "./people.ts";
import { TIME_ZONE, VENUE_KEYS, type VenueKey } from "./places.ts";
import { busyness } from "./rhythms.ts";

export interface Visit {
  readonly person: Person;
  readonly venue: VenueKey;
  readonly date: BusinessDate;
  /** Told of on the drawn pages: something is bought, too. */
  readonly sure?: true;
}

/** Visits a year while the membership lives. */
const VISITS_A_YEAR: Readonly<Record<Habit, number>> = {
  gone: 0.25,
  once: 0.35,
  now_and_then: 3.1,
  regular: 8.5,
  devoted: 24,
};
const JOINED_ON_A_VISIT = 0.72;
const STAYS_AT_HOME = 0.7;
const FALLS_ASLEEP = 0.2;
/** Before the days of full history only the keen have left traces, and few: enough for points that have run out. */
const EARLIER_SHARE = 0.3;

const anyVenue = urnOf<VenueKey>([
  ["park", 28],
  ["mountain", 24],
  ["museum", 16],
  ["hotel", 12],
  ["market", 20],
]);

/** A venue's days with how busy they are, so that a day can be drawn from any of them on. */
interface Days {
  readonly dates: readonly BusinessDate[];
  /** The busyness of all days up to and including this one. */
  readonly upTo: Float64Array;
}

export interface Lives {
  /** Everybody's visits by business date, earliest first. */
  readonly visits: ReadonlyMap<BusinessDate, readonly Visit[]>;
  readonly dates: readonly BusinessDate[];
}

export function drawLives(people: readonly Person[], size: WorldSize, now: Date): Lives {
  const today = businessDateOf(now, TIME_ZONE, 240);
  const history_start = addDays(today, -size.days);
  const first = people.reduce((earliest, { joined_at }) => {
    const date = businessDateOf(joined_at, TIME_ZONE, 240);
    return date < earliest ? date : earliest;
  }, history_start);
  const dates = datesBetween(first, today);
  const days = Object.fromEntries(VENUE_KEYS.map((venue) => [venue, daysOf(venue, dates)])) as Record<VenueKey, Days>;
  const visits = new Map<BusinessDate, Visit[]>(dates.map((date) => [date, []]));
  for (const person of people) {
    for (const visit of drawLife(person, days, history_start)) visits.get(visit.date)?.push(visit);
  }
  return { visits, dates: dates.filter((date) => date >= history_start || (visits.get(date)?.length ?? 0) > 0) };
}

function daysOf(venue: VenueKey, dates: readonly BusinessDate[]): Days {
  const upTo = new Float64Array(dates.length);
  let total = 0;
  dates.forEach((date, index) => {
    total += busyness(venue, date);
    upTo[index] = total;
  });
  return { dates, upTo };
}

function drawLife(person: Person, days: Record<VenueKey, Days>, history_start: BusinessDate): Visit[] {
  const dice = diceOf(`${person.key} life`);
  const { dates } = days.park;
  const joined = businessDateOf(person.joined_at, TIME_ZONE, 240);
  const joined_index = dates.indexOf(joined);
  const history_index = dates.indexOf(history_start);
  const last_index = lastIndex(person, dice, joined_index, dates.length - 1);
  const seen = new Set<string>();
  const life: Visit[] = [];
  const come = (venue: VenueKey, date: BusinessDate | undefined, sure?: true) => {
    if (date === undefined || seen.has(`${venue} ${date}`)) return;
    seen.add(`${venue} ${date}`);
    life.push({ person, venue, date, ...(sure && { sure }) });
  };
  for (const [venue, when] of person.cast?.sure ?? []) come(venue, sureDate(when, dates), true);
  if (joined_index >= history_index && dice.chance(JOINED_ON_A_VISIT)) come(person.home, joined);
  const keen = person.habit === "regular" || person.habit === "devoted";
  const periods = [
    { from: Math.max(joined_index, history_index), to: last_index, share: 1 },
    { from: joined_index, to: history_index - 1, share: keen ? EARLIER_SHARE : 0 },
  ];
  for (const { from, to, share } of periods) {
    const expected = (share * VISITS_A_YEAR[person.habit] * (to - from + 1)) / 365;
    for (let count = countAround(dice, expected); count > 0; count--) {
      const venue = dice.chance(STAYS_AT_HOME) ? person.home : anyVenue.draw(dice);
      come(venue, drawDay(dice, days[venue], from, to));
    }
  }
  return life;
}

/** Undefined when it lies before everything that is told. */
function sureDate(when: number | string, dates: readonly BusinessDate[]): BusinessDate | undefined {
  const today = dates.at(-1) ?? "";
  const date = typeof when === "number" ? addDays(today, -when) : `${Number(today.slice(0, 4)) - 1}-${when}`;
  return dates.includes(date) ? date : undefined;
}

function lastIndex({ cast, habit }: Person, dice: Dice, joined_index: number, today_index: number): number {
  if (cast) return today_index - (cast.asleep_days ?? 1);
  if (habit === "devoted" || !dice.chance(FALLS_ASLEEP)) return today_index;
  return joined_index + dice.below(today_index - joined_index + 1);
}

/** Poisson by Knuth: people's visits are few. */
function countAround(dice: Dice, mean: number): number {
  if (mean <= 0) return 0;
  const limit = Math.exp(-mean);
  let count = -1;
  for (let product = 1; product > limit; count++) product *= dice.unit();
  return count;
}

function drawDay(dice: Dice, { dates, upTo }: Days, from: number, to: number): BusinessDate | undefined {
  if (from > to) return undefined;
  const before = from === 0 ? 0 : (upTo[from - 1] as number);
  const at = before + dice.unit() * ((upTo[to] as number) - before);
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((upTo[middle] as number) > at) high = middle;
    else low = middle + 1;
  }
  return dates[low];
}
