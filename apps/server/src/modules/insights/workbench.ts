import type { Db } from "../../platform/db/pool.ts";
import { addDays, type BusinessDate } from "../../platform/kernel/dates.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { type Venue, venueStatusAt } from "../org/index.ts";
import type { CardKey } from "./domain/cards.ts";
import {
  type Card,
  cardsOf,
  daysOf,
  type HourRow,
  hourlyOf,
  SPARK_DAYS,
  type Total,
  totalOf,
  type VenueRow,
  venueRows,
} from "./domain/workbench.ts";
import { readFigures } from "./read-figures.ts";
import { hourAt, readView, type View, type ViewRequest } from "./view.ts";

export interface Workbench {
  as_of: Date;
  time_zone: string;
  date: BusinessDate;
  compare_date: BusinessDate;
  cards: Record<CardKey, Card>;
  hourly: HourRow[];
  venues: VenueRow[];
  total: Total;
}

/** @throws not_found · date_in_future */
export async function readWorkbench(
  db: Db,
  runtime: Runtime,
  request: ViewRequest,
  name_of_others: string,
): Promise<Workbench> {
  const view = await readView(db, runtime, request);
  const { date, now, time_zone } = view;
  const figures = await readFigures(db, view, addDays(date, 1 - SPARK_DAYS));
  const venues = venueRows(
    figures,
    date,
    view.venues.map((venue) => ({ ...venue, status: venueStatusAt(venue, now) })),
    name_of_others,
  );
  return {
    as_of: now,
    time_zone,
    date,
    compare_date: daysOf(date).compare_date,
    cards: cardsOf(figures, date),
    hourly: hourlyOf(figures.entries, date, openingHours(view.venues), {
      first_hour: firstHour(view),
      now: view.is_today ? hourAt(view, now) : null,
    }),
    venues,
    total: totalOf(figures, date, venues),
  };
}

export function firstHour(view: View): number {
  return Math.floor(view.cutoff_minutes / 60);
}

/** Hours of the day during which some venue is open: 8 … 17 for 08:00–18:00. */
export function openingHours(venues: readonly Venue[]): number[] {
  return venues.flatMap((venue) => {
    const first = Math.floor(venue.opens_minutes / 60);
    const last = Math.ceil(venue.closes_minutes / 60);
    return Array.from({ length: Math.max(0, last - first) }, (_, index) => (first + index) % 24);
  });
}
