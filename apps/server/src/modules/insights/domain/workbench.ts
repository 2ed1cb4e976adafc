import { addDays, type BusinessDate } from "../../../platform/kernel/dates.ts";
import type { CardKey } from "./cards.ts";

export const SPARK_DAYS = 14;
const WEEK_DAYS = 7;

/** The days a workbench looks at: the sparkline up to the date, and the same weekday of the week before. */
export function daysOf(date: BusinessDate): { days: BusinessDate[]; compare_date: BusinessDate } {
  const days = Array.from({ length: SPARK_DAYS }, (_, index) => addDays(date, index - SPARK_DAYS + 1));
  return { days, compare_date: addDays(date, -WEEK_DAYS) };
}

export interface FigureVenue {
  venue_id: string;
  name: string;
  status: "before_open" | "open" | "closed";
}

/** What the database counted. `until` figures stop at the same time of day as now. */
export interface Figures {
  entries: { business_date: string; venue_id: string; hour: number | null; entries: number; entries_until: number }[];
  spend: {
    business_date: string;
    venue_id: string;
    spend_fen: number;
    spend_until_fen: number;
    member_spend_fen: number;
    points: number;
    points_until: number;
  }[];
  awards: { business_date: string; points: number; points_until: number }[];
  /** `venue_id` null: the home unit belongs to no venue in view. */
  members: { business_date: string; venue_id: string | null; members: number; members_until: number }[];
}

export interface Card {
  value: number;
  compare: number;
  spark: number[];
}

export interface VenueRow {
  /** Null: members whose home is a unit without a venue. */
  venue_id: string | null;
  name: string;
  status: FigureVenue["status"];
  entries: number;
  entries_compare: number;
  spend_fen: number;
  new_members: number;
  /** Members' part of the spend, 0 to 1; null without spend. */
  member_share: number | null;
  spark: number[];
}

type Count<Row> = (row: Row) => number;
const sum = <Row>(rows: readonly Row[], count: Count<Row>) => rows.reduce((total, row) => total + count(row), 0);

function cardOf<Row extends { business_date: string }>(
  rows: readonly Row[],
  date: BusinessDate,
  value: Count<Row>,
  until: Count<Row>,
): Card {
  const { days, compare_date } = daysOf(date);
  const by_day = Map.groupBy(rows, (row) => row.business_date);
  const spark = days.map((day) => sum(by_day.get(day) ?? [], value));
  return { value: spark.at(-1) ?? 0, compare: sum(by_day.get(compare_date) ?? [], until), spark };
}

export function cardsOf(figures: Figures, date: BusinessDate): Record<CardKey, Card> {
  const { entries, spend, members, awards } = figures;
  const issued = [...spend, ...awards];
  return {
    entries: cardOf(
      entries,
      date,
      (row) => row.entries,
      (row) => row.entries_until,
    ),
    net_spend_fen: cardOf(
      spend,
      date,
      (row) => row.spend_fen,
      (row) => row.spend_until_fen,
    ),
    new_members: cardOf(
      members,
      date,
      (row) => row.members,
      (row) => row.members_until,
    ),
    points_issued: cardOf(
      issued,
      date,
      (row) => row.points,
      (row) => row.points_until,
    ),
  };
}

/** A row for each venue, and one for the new members of units without a venue when there are any. */
export function venueRows(
  figures: Figures,
  date: BusinessDate,
  venues: readonly FigureVenue[],
  name_of_others: string,
): VenueRow[] {
  const rowOf = (venue: Omit<FigureVenue, "venue_id"> & { venue_id: string | null }): VenueRow => {
    const at = <Row extends { venue_id: string | null }>(rows: readonly Row[]) =>
      rows.filter((row) => row.venue_id === venue.venue_id);
    const entries = cardOf(
      at(figures.entries),
      date,
      (row) => row.entries,
      (row) => row.entries_until,
    );
    const on_date = at(figures.spend).filter((row) => row.business_date === date);
    const spend_fen = sum(on_date, (row) => row.spend_fen);
    const members = at(figures.members).filter((row) => row.business_date === date);
    return {
      venue_id: venue.venue_id,
      name: venue.name,
      status: venue.status,
      entries: entries.value,
      entries_compare: entries.compare,
      spend_fen,
      new_members: sum(members, (row) => row.members),
      member_share: shareOf(
        sum(on_date, (row) => row.member_spend_fen),
        spend_fen,
      ),
      spark: entries.spark,
    };
  };
  const rows = venues.map(rowOf);
  const others = rowOf({ venue_id: null, name: name_of_others, status: "open" });
  return others.new_members > 0 ? [...rows, others] : rows;
}

export type Total = Omit<VenueRow, "venue_id" | "name" | "status" | "spark">;

export function totalOf(figures: Figures, date: BusinessDate, rows: readonly VenueRow[]): Total {
  const on_date = figures.spend.filter((row) => row.business_date === date);
  const spend_fen = sum(rows, (row) => row.spend_fen);
  return {
    entries: sum(rows, (row) => row.entries),
    entries_compare: sum(rows, (row) => row.entries_compare),
    spend_fen,
    new_members: sum(rows, (row) => row.new_members),
    member_share: shareOf(
      sum(on_date, (row) => row.member_spend_fen),
      spend_fen,
    ),
  };
}

/**
 * A ratio for reading, to four places; money itself never becomes a fraction. On a day with refunds of earlier days the
 * part may leave the whole: it is told as all or nothing.
 */
function shareOf(part: number, whole: number): number | null {
  if (whole <= 0) return null;
  return Math.round((Math.min(Math.max(part, 0), whole) / whole) * 10_000) / 10_000;
}

export interface HourRow {
  hour: number;
  /** Null: the hour has not begun. */
  value: number | null;
  compare: number;
}

/**
 * Entries by hour of the venue's clock, in the order of the business day (04, 05 … 03 with a cut-off at 04:00): the
 * opening hours, and any other hour that saw an entry. `now`: the running hour, when the date is today.
 */
export function hourlyOf(
  entries: Figures["entries"],
  date: BusinessDate,
  hours: readonly number[],
  day: { first_hour: number; now: number | null },
): HourRow[] {
  const { compare_date } = daysOf(date);
  const place = (hour: number) => (hour - day.first_hour + 24) % 24;
  const count = (on: BusinessDate, hour: number) =>
    sum(
      entries.filter((row) => row.business_date === on && row.hour === hour),
      (row) => row.entries,
    );
  const seen = entries.flatMap((row) => (row.hour === null ? [] : [row.hour]));
  const places = [...hours, ...seen].map(place);
  if (places.length === 0) return [];
  const first = Math.min(...places);
  return Array.from({ length: Math.max(...places) - first + 1 }, (_, index) => {
    const hour = (first + index + day.first_hour) % 24;
    const begun = day.now === null || place(hour) <= place(day.now);
    return { hour, value: begun ? count(date, hour) : null, compare: count(compare_date, hour) };
  });
}
