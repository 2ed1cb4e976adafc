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

export function venueStatusAt(venue: VenueHours, at: Date): VenueStatus {
  const opening = (date: BusinessDate) => instantOf(date, venue.time_zone, venue.opens_minutes);
  const closing = (date: BusinessDate) => instantOf(date, venue.time_zone, venue.closes_minutes);
  const today = businessDateOf(at, venue.time_zone);
  if ([today, addDays(today, -1)].some((date) => opening(date) <= at && at < closing(date))) return "open";
  return at < opening(businessDateAt(venue, at)) ? "before_open" : "closed";
}
