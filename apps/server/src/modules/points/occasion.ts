import { type BusinessDate, businessDateOf, offsetMinutes } from "../../platform/kernel/dates.ts";
import { businessDateAt, type Directory, type Tenant, type Venue } from "../org/index.ts";
import type { EarningInputs } from "./domain/trace.ts";

/** When and where something happened, as rules ask about it. */
export type Occasion = Pick<
  EarningInputs,
  "venue_id" | "channel" | "business_date" | "local_time" | "weekday" | "holiday"
>;

/** Away from any venue the tenant's own zone, with the day ending at midnight, takes a venue's place. */
export function occasionOf(
  { holidays }: Pick<Directory, "holidays">,
  event: { venue: Venue | Pick<Tenant, "time_zone">; channel: string | null; business_time: Date },
): Occasion {
  const { venue, channel, business_time } = event;
  const zone = venue.time_zone;
  const is_venue = "venue_id" in venue;
  const business_date = is_venue ? businessDateAt(venue, business_time) : businessDateOf(business_time, zone);
  return {
    venue_id: is_venue ? venue.venue_id : null,
    channel,
    business_date,
    local_time: localTime(business_time, zone),
    weekday: weekdayOf(business_date),
    holiday: holidays.stateOf(business_date),
  };
}

function localTime(at: Date, zone: string): string {
  return new Date(at.getTime() + offsetMinutes(at, zone) * 60_000).toISOString().slice(11, 16);
}

/** 1 is Monday, 7 Sunday. */
function weekdayOf(date: BusinessDate): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}
