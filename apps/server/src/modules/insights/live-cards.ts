import type { App } from "../../platform/app.ts";
import type { Database, Db } from "../../platform/db/pool.ts";
import { addDays, type BusinessDate } from "../../platform/kernel/dates.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { CARD_KEYS, type CardKey } from "./domain/cards.ts";
import { type Card, cardsOf, SPARK_DAYS } from "./domain/workbench.ts";
import { createFeed, type Feed, type Listener } from "../../platform/events/live-feed.ts";
import { readFigures } from "./read-figures.ts";
import { readView, type ScopeUnits, type ViewRequest } from "./view.ts";

export interface LiveCards {
  as_of: Date;
  time_zone: string;
  date: BusinessDate;
  cards: Record<CardKey, Card>;
}

/** Polls after which the days before today and the compared day are counted anew; in between only today is. */
const FULL_EVERY = 30;

export interface Watched {
  tenant_id: string;
  scope: ScopeUnits;
  venue_id: string | undefined;
}

const feeds = new WeakMap<Database, Map<string, Feed<LiveCards>>>();

/** Everybody of a tenant who looks at the same venues shares one reader, which runs only while somebody looks. */
export function watchCards(app: App, watched: Watched, listener: Listener<LiveCards>): () => void {
  const running = feeds.get(app.database) ?? new Map<string, Feed<LiveCards>>();
  feeds.set(app.database, running);
  const { tenant_id, scope, venue_id } = watched;
  const key = [tenant_id, venue_id ?? "", ...(scope === null ? ["all"] : scope.toSorted())].join(" ");
  let feed = running.get(key);
  if (!feed) {
    const read = createReader(app.runtime, { scope, venue_id });
    feed = createFeed({
      read: () => app.database.read(tenant_id, read),
      fingerprint: ({ cards, date }) => JSON.stringify([date, cards]),
      onIdle: () => running.delete(key),
      onError: (error) => app.log.error({ err: error }, "live figures could not be read"),
    });
    running.set(key, feed);
  }
  return feed.listen(listener);
}

function createReader(runtime: Runtime, request: ViewRequest) {
  let known: LiveCards | undefined;
  let polls = 0;
  return async (db: Db): Promise<LiveCards> => {
    const view = await readView(db, runtime, request);
    const { now: as_of, time_zone, date } = view;
    const full = known?.date !== date || polls % FULL_EVERY === 0;
    polls++;
    const figures = await readFigures(db, view, full ? addDays(date, 1 - SPARK_DAYS) : date);
    const fresh = cardsOf(figures, date);
    const cards = full || !known ? fresh : todayOnto(known.cards, fresh);
    known = { as_of, time_zone, date, cards };
    return known;
  };
}

function todayOnto(known: Record<CardKey, Card>, today: Record<CardKey, Card>): Record<CardKey, Card> {
  const cards = { ...known };
  for (const key of CARD_KEYS) {
    const { value } = today[key];
    cards[key] = { value, compare: known[key].compare, spark: [...known[key].spark.slice(0, -1), value] };
  }
  return cards;
}
