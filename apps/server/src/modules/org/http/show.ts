import { toWireId } from "../../../platform/kernel/ids.ts";
import { venueStatusAt } from "../domain/venue-day.ts";
import type { Unit } from "../units.ts";
import type { Venue } from "../venues.ts";

const two = (value: number) => String(value).padStart(2, "0");
const timeOfDay = (minutes: number) => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;

export function showUnit(unit: Unit) {
  return {
    unit_id: toWireId("org_unit", unit.unit_id),
    parent_id: unit.parent_id && toWireId("org_unit", unit.parent_id),
    kind: unit.kind,
    name: unit.name,
    code: unit.code,
  };
}

export function showVenue(venue: Venue, now: Date) {
  return {
    venue_id: toWireId("venue", venue.venue_id),
    unit_id: toWireId("org_unit", venue.unit_id),
    name: venue.name,
    code: venue.code,
    business_type: venue.business_type,
    time_zone: venue.time_zone,
    day_cutoff: timeOfDay(venue.day_cutoff_minutes),
    opens_at: timeOfDay(venue.opens_minutes),
    closes_at: timeOfDay(venue.closes_minutes),
    status: venueStatusAt(venue, now),
    map:
      venue.map_width === null || venue.map_height === null
        ? null
        : { width: venue.map_width, height: venue.map_height },
  };
}
