// What happens on a visit: the way through the gates, and what is bought on which occasion.
import { type BusinessDate, instantOf } from "../platform/kernel/dates.ts";
import { type Dice, diceOf, urnOf } from "./dice.ts";
import type { Visit } from "./lives.ts";
import { OCCASIONS, REWARDS } from "./menus.ts";
import type { Item, Occasion } from "./occasion.ts";
import type { Person } from "./people.ts";
import { type PlaceSpec, TIME_ZONE, VENUES, type VenueKey } from "./places.ts";
import { ARRIVALS } from "./rhythms.ts";

export interface Basket {
  readonly person: Person | undefined;
  readonly venue: VenueKey;
  readonly date: BusinessDate;
  readonly at: Date;
  readonly lines: readonly { readonly item: Item; readonly quantity: number; readonly amount_fen: number }[];
  readonly method: "wechat" | "alipay" | "card" | "cash";
  /** Pays from the wallet when it holds enough, or tops it up first. */
  readonly prefers_wallet: boolean;
}

export interface Passage {
  readonly person: Person;
  readonly venue: VenueKey;
  readonly place: string;
  readonly at: Date;
  readonly number: number;
}

export interface Exchange {
  readonly person: Person;
  readonly venue: VenueKey;
  readonly date: BusinessDate;
  readonly at: Date;
  readonly title: string;
  readonly points: number;
}

export interface Happenings {
  readonly baskets: Basket[];
  readonly passages: Passage[];
  readonly exchanges: Exchange[];
}

const MINUTE_MS = 60_000;
const WITHOUT_CARD_PER_BASKET = 0.18;
const methods = urnOf<Basket["method"]>([
  ["wechat", 58],
  ["alipay", 28],
  ["card", 8],
  ["cash", 6],
]);
const ROUNDS: Readonly<Record<VenueKey, readonly number[]>> = {
  mountain: [0, 0, 1, 2],
  park: [0, 1, 1, 2],
  museum: [0, 0, 1],
  hotel: [0, 0, 0, 1],
  market: [0, 0, 0, 1],
};

/** Everything that happens on one business date, by time; what lies after `until` is not told yet. */
export function happeningsOn(date: BusinessDate, visits: readonly Visit[], until: Date): Happenings {
  const day: Happenings = { baskets: [], passages: [], exchanges: [] };
  for (const visit of visits) live(visit, day);
  for (const stranger of strangersAmong(date, day.baskets)) day.baskets.push(stranger);
  const upTo = <T extends { at: Date }>(list: T[]) =>
    list.filter(({ at }) => at <= until).sort((a, b) => a.at.getTime() - b.at.getTime());
  return { baskets: upTo(day.baskets), passages: upTo(day.passages), exchanges: upTo(day.exchanges) };
}

function live({ person, venue, date, sure }: Visit, day: Happenings): void {
  const dice = diceOf(`${person.key} ${venue} ${date}`);
  const { opens, closes, places } = VENUES[venue];
  const minute = ARRIVALS[venue].draw(dice) * 60 + dice.below(60);
  const arrival = instantOf(date, TIME_ZONE, minute).getTime() + dice.below(MINUTE_MS);
  // Nobody buys before the doors open or goes through a gate after they close.
  const first = instantOf(date, TIME_ZONE, opens).getTime();
  const last = instantOf(date, TIME_ZONE, closes).getTime() - 1;
  const within = (at: number) => at >= first && at <= last;
  walk(dice, { person, venue, places, arrival, last }, day.passages);

  let latest = arrival;
  for (const [index, occasion] of OCCASIONS[venue].entries()) {
    const bought = dice.chance(occasion.likely / 100);
    if (!bought && !(sure && index === 0)) continue;
    const at = arrival + dice.between(...occasion.after) * MINUTE_MS + dice.below(MINUTE_MS);
    const basket = drawBasket(dice, occasion, { person, venue, date, at: new Date(at) });
    if (!within(at)) continue;
    day.baskets.push(basket);
    latest = Math.max(latest, at);
  }
  const [title, points] = REWARDS.draw(dice);
  // At the end of the day, so that the order of the book is the order of the clock.
  const at = latest + dice.between(2, 20) * MINUTE_MS;
  if (dice.chance(0.14) && within(at)) day.exchanges.push({ person, venue, date, at: new Date(at), title, points });
}

interface Walk {
  readonly person: Person;
  readonly venue: VenueKey;
  readonly places: readonly PlaceSpec[];
  readonly arrival: number;
  readonly last: number;
}

function walk(dice: Dice, { person, venue, places, arrival, last }: Walk, passages: Passage[]): void {
  const ofKind = (kind: PlaceSpec["kind"]) => places.filter((place) => place.kind === kind);
  let at = arrival;
  let number = 0;
  const pass = (place: PlaceSpec) => {
    if (at <= last) passages.push({ person, venue, place: place.code, at: new Date(at), number: number++ });
  };
  const entry = dice.pick(ofKind("entry"));
  pass(entry);
  // Now and then a phone is shown twice: the gate refuses the second one.
  if (dice.chance(0.006)) {
    at += dice.between(1, 15) * MINUTE_MS;
    pass(entry);
  }
  for (let rounds = dice.pick(ROUNDS[venue]); rounds > 0; rounds--) {
    at += dice.between(18, 75) * MINUTE_MS + dice.below(MINUTE_MS);
    pass(dice.pick(ofKind("attraction")));
  }
  const exits = ofKind("exit");
  if (exits.length === 0 || !dice.chance(0.35)) return;
  at += dice.between(25, 140) * MINUTE_MS;
  pass(dice.pick(exits));
}

function drawBasket(
  dice: Dice,
  occasion: Occasion,
  where: { person: Person | undefined; venue: VenueKey; date: BusinessDate; at: Date },
): Basket {
  const count = dice.between(1, occasion.most_lines);
  const chosen = new Map<string, Item>();
  for (let line = 0; line < count; line++) {
    const item = occasion.items.draw(dice);
    chosen.set(item.code, item);
  }
  const rebate = dice.chance(0.16) ? dice.pick([95, 90, 88]) : 100;
  const lines = [...chosen.values()].map((item) => {
    const quantity = occasion.quantities.draw(dice);
    return { item, quantity, amount_fen: Math.floor((item.price_fen * quantity * rebate) / 100) };
  });
  return { ...where, lines, method: methods.draw(dice), prefers_wallet: dice.chance(0.72) };
}

/** People without a card buy the same things, at about the same time. */
function strangersAmong(date: BusinessDate, baskets: readonly Basket[]): Basket[] {
  const dice = diceOf(`strangers ${date}`);
  return baskets
    .filter(() => dice.chance(WITHOUT_CARD_PER_BASKET))
    .map((basket) => ({ ...basket, person: undefined, at: new Date(basket.at.getTime() + dice.below(240_000)) }));
}
