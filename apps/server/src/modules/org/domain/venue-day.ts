import { addDays, businessDateOf, instantOf, type BusinessDate } from "../../../platform/kernel/dates.ts";

export interface VenueHours {
  time_zone: string;
  day_cutoff_minutes: number;
  opens_minutes: number;
  /** May pass midnight: 1500 is 01:00 of the next day. */
  closes_minutes: number;
}

export type VenueStatus = "before_open" | "open" | "closed";

/** The business day an instant belongs to: after midnight and before the cut-off it is still the day before. */
export function businessDateAt(venue: VenueHours, at: Date): BusinessDate {
  return businessDateOf(at, venue.time_zone, venue.day_cutoff_minutes);
}

/** Start (included) and end (excluded) of a business day: from cut-off to cut-off. */
export function businessDayBounds(venue: VenueHours, date: BusinessDate): { start: Date; end: Date } {
  const boundary = (day: BusinessDate) => instantOf(day, venue.time_zone, venue.day_cutoff_minutes);
  return { start: boundary(date), end: boundary(addDays(date, 1)) };
}

export function venueStatusAt(venue: VenueHours, at: Date): VenueStatus {
  const date = businessDateAt(venue, at);
  if (at < instantOf(date, venue.time_zone, venue.opens_minutes)) return "before_open";
  return at < instantOf(date, venue.time_zone, venue.closes_minutes) ? "open" : "closed";
}
