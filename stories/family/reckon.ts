import { type Draw, Holding, move } from "../reference/lots.ts";
import type { Family, FamilyAct, FamilyStory, PoolState } from "./numbers.ts";

const DAY_MS = 86_400_000;
const SHANGHAI_MS = 8 * 3_600_000;
const noonOf = (date: string) => Date.parse(`${date}T12:00:00+08:00`);
const dateOf = (instant: number) => new Date(instant + SHANGHAI_MS).toISOString().slice(0, 10);

export interface HeldLot {
  readonly remaining: number;
  readonly earned_at: number;
  readonly expires_at: number;
}

/** Lots of the same day and the same end are told as one: nothing says which of them goes first. */
export function tellLots(lots: readonly HeldLot[]): PoolState["lots"] {
  const told = lots.map(({ remaining, earned_at, expires_at }) => ({
    remaining,
    earned_on: dateOf(earned_at),
    last_day: dateOf(expires_at - DAY_MS),
  }));
  return told.flatMap((lot, index) => {
    const isSame = (other: (typeof told)[number]) =>
      other.earned_on === lot.earned_on && other.last_day === lot.last_day;
    if (told.findIndex(isSame) < index) return [];
    return [{ ...lot, remaining: told.filter(isSame).reduce((sum, { remaining }) => sum + remaining, 0) }];
  });
}

export function reckonFamily(family: Family): FamilyStory {
  const people = Array.from({ length: family.people }, () => new Holding());
  const pool = new Holding();
  const spendings: Draw[][] = [];
  const moved: number[][] = [];
  const states = family.acts.map((act) => {
    for (const holding of [...people, pool]) holding.expire(noonOf(act.on));
    const amounts = carryOut({ people, pool, spendings }, act);
    if (amounts.length > 0) moved.push(amounts);
    const held = pool.remaining().map(({ left, earned_at, expires_at }) => {
      return { remaining: left, earned_at, expires_at: expires_at ?? 0 };
    });
    return { act: JSON.stringify(act), lots: tellLots(held) };
  });
  return { states, moved };
}

function carryOut(
  { people, pool, spendings }: { people: Holding[]; pool: Holding; spendings: Draw[][] },
  act: FamilyAct,
): number[] {
  const at = noonOf(act.on);
  if ("spend" in act) {
    const draws = pool.spend(act.spend, at) ?? [];
    spendings.push([...draws]);
    return draws.map(({ amount }) => amount);
  }
  if ("cancel" in act) {
    const draws = spendings[act.cancel] ?? [];
    const total = draws.reduce((sum, { amount }) => sum + amount, 0);
    const back = pool.giveBack(draws, act.amount === "all" ? total : act.amount, at);
    spendings[act.cancel] = withoutLast(draws, back);
    return back.map(({ amount }) => amount);
  }
  const person = people[act.who] ?? pool;
  if ("put_in" in act) move(person, pool, act.put_in, at);
  else {
    const year = Number(act.on.slice(0, 4));
    const expires_at = Date.parse(`${year + 2}-01-01T00:00:00+08:00`);
    person.add({ name: act.on, amount: act.earn, earned_at: at, expires_at });
  }
  return [];
}

/** What is left to be cancelled once its end has come back. */
function withoutLast(draws: readonly Draw[], back: readonly Draw[]): Draw[] {
  let returned = back.reduce((sum, { amount }) => sum + amount, 0);
  return draws
    .toReversed()
    .map(({ lot, amount }) => {
      const part = Math.min(returned, amount);
      returned -= part;
      return { lot, amount: amount - part };
    })
    .toReversed()
    .filter(({ amount }) => amount > 0);
}
