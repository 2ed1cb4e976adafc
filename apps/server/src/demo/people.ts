// Who is a member: names, phones, when they joined and where they feel at home.
import { addDays, businessDateOf, instantOf } from "../platform/kernel/dates.ts";
import { isHoliday, weekdayOf } from "./calendar.ts";
import { CAST, type CastMember } from "./cast.ts";
import { type Dice, diceOf, urnOf } from "./dice.ts";
import { drawName, type PersonName } from "./names.ts";
import { TIME_ZONE, type VenueKey } from "./places.ts";
import { type Twin, TWINS } from "./twins.ts";

/** How often somebody comes; most people come rarely. */
export type Habit = "gone" | "once" | "now_and_then" | "regular" | "devoted";

export interface Person extends PersonName {
  /** The seed of everything this person does. */
  readonly key: string;
  readonly phone: string;
  readonly joined_at: Date;
  readonly birthday: string | undefined;
  readonly home: VenueKey;
  readonly habit: Habit;
  readonly source: "sms" | "front_desk" | "till" | "import";
  readonly tags: readonly string[];
  readonly has_wallet: boolean;
  readonly cast: CastMember | undefined;
  /** Is in the list twice: as this one of the cast, too. */
  readonly twin_of?: string;
}

export interface WorldSize {
  readonly members: number;
  /** Days of full history before today. */
  readonly days: number;
}

const homes = urnOf<VenueKey>([
  ["park", 34],
  ["mountain", 25],
  ["museum", 14],
  ["hotel", 12],
  ["market", 15],
]);
const habits = urnOf<Habit>([
  ["gone", 16],
  ["once", 22],
  ["now_and_then", 40],
  ["regular", 18],
  ["devoted", 4],
]);
const sources = urnOf<Person["source"]>([
  ["sms", 62],
  ["front_desk", 20],
  ["till", 10],
  ["import", 8],
]);
/** A tag, at whose home it is common, and how many of a hundred have it there (a quarter of that elsewhere). */
const TAGS: readonly (readonly [tag: string, home: VenueKey, percent: number])[] = [
  ["亲子", "park", 34],
  ["年卡", "mountain", 16],
  ["文博", "museum", 38],
  ["学生", "museum", 12],
  ["夜游", "market", 36],
  ["温泉", "hotel", 40],
  ["摄影", "mountain", 10],
  ["拼团", "park", 8],
];
export const TAG_NAMES = [...TAGS.map(([tag]) => tag), "高净值"];

/**
 * Mainland prefixes; the middle of every number is 0000 to 0009, which operators keep for themselves, so that nobody's
 * real number is among them.
 */
const PREFIXES =
  "130 131 132 133 134 135 136 137 138 139 150 151 152 153 155 156 157 158 159 166 176 177 178 180 181 182 183 185 186 187 188 189 191 198 199".split(
    " ",
  );
const JOINED_BEFORE_DAYS = 900;

/** Everybody, those who joined first first. */
export function drawPeople(seed: string, size: WorldSize, now: Date): Person[] {
  const taken = new Set([...CAST, ...TWINS].map(({ phone }) => phone));
  const strangers = Array.from({ length: size.members - CAST.length - TWINS.length }, (_, index) =>
    drawPerson(`${seed} person ${index}`, size, now, taken),
  );
  const cast = CAST.map((member) => castPerson(seed, member, now));
  const twins = TWINS.map((one) => twinPerson(seed, one, now));
  return [...strangers, ...cast, ...twins].sort((a, b) => a.joined_at.getTime() - b.joined_at.getTime());
}

function drawPerson(key: string, size: WorldSize, now: Date, taken: Set<string>): Person {
  const dice = diceOf(key);
  const home = homes.draw(dice);
  const habit = habits.draw(dice);
  const wealthy = (habit === "regular" || habit === "devoted") && dice.chance(home === "hotel" ? 0.3 : 0.08);
  return {
    key,
    ...drawName(dice),
    phone: drawPhone(dice, taken),
    joined_at: drawJoining(dice, size, now),
    birthday: dice.chance(0.42) ? drawBirthday(dice) : undefined,
    home,
    habit,
    source: sources.draw(dice),
    tags: [...drawTags(dice, home, habit), ...(wealthy ? ["高净值"] : [])],
    has_wallet: habit !== "gone" && habit !== "once" && dice.chance(wealthy ? 0.8 : 0.22),
    cast: undefined,
  };
}

function castPerson(seed: string, cast: CastMember, now: Date): Person {
  return {
    ...cast,
    key: `${seed} cast ${cast.name}`,
    language: "zh-CN",
    joined_at: daysBefore(now, cast.joined_days_ago, 11 * 60 + 26),
    source: "sms",
    has_wallet: cast.wallet,
    cast,
  };
}

function twinPerson(seed: string, one: Twin, now: Date): Person {
  const { of, phone, home, source, habit, tags, joined_days_ago, tells_birthday } = one;
  const birthday = tells_birthday ? CAST.find(({ name }) => name === of)?.birthday : undefined;
  const joined_at = daysBefore(now, joined_days_ago, 15 * 60 + 8);
  const said = { name: of, language: "zh-CN", phone, home, source, habit, tags, birthday, joined_at } as const;
  return { ...said, key: `${seed} twin ${of}`, has_wallet: habit === "regular", cast: undefined, twin_of: of };
}

const daysBefore = (now: Date, days: number, minute: number) =>
  instantOf(addDays(businessDateOf(now, TIME_ZONE), -days), TIME_ZONE, minute);

function drawPhone(dice: Dice, taken: Set<string>): string {
  for (;;) {
    const phone = `${dice.pick(PREFIXES)}000${dice.below(10)}${String(dice.below(10_000)).padStart(4, "0")}`;
    if (taken.has(phone)) continue;
    taken.add(phone);
    return phone;
  }
}

/** Nearly half joined within the days of full history, more on weekends and holidays; the rest in the years before. */
function drawJoining(dice: Dice, size: WorldSize, now: Date): Date {
  const today = businessDateOf(now, TIME_ZONE);
  for (;;) {
    const days_ago = dice.chance(0.45) ? dice.below(size.days + 1) : size.days + dice.below(JOINED_BEFORE_DAYS);
    const date = addDays(today, -days_ago);
    const weekend = [0, 6].includes(weekdayOf(date));
    if (!dice.chance(isHoliday(date) ? 1 : weekend ? 0.8 : 0.45)) continue;
    const minute = 6 * 60 + Math.floor((dice.unit() + dice.unit()) * 8 * 60);
    const at = new Date(instantOf(date, TIME_ZONE, minute).getTime() + dice.below(60_000));
    if (at < now) return at;
  }
}

function drawBirthday(dice: Dice): string {
  const year = 2008 - Math.floor((dice.unit() + dice.unit()) * 29);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${year}-${two(dice.between(1, 12))}-${two(dice.between(1, 28))}`;
}

function drawTags(dice: Dice, home: VenueKey, habit: Habit): string[] {
  if (habit === "gone") return [];
  return TAGS.filter(([, at, percent]) => dice.chance((at === home ? percent : percent / 4) / 100)).map(([tag]) => tag);
}
