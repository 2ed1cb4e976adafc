import { toZonedIso } from "../../platform/kernel/dates.ts";
import { type VenueHours, venueStatusAt } from "../org/index.ts";
import type { Opening } from "./domain/admission.ts";

export function openingAt(venue: VenueHours, at: Date): Opening {
  return {
    open: venueStatusAt(venue, at) === "open",
    hours: `${timeOfDay(venue.opens_minutes)}–${timeOfDay(venue.closes_minutes)}`,
    local_time: toZonedIso(at, venue.time_zone).slice(11, 16),
  };
}

function timeOfDay(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
}
