import { type BusinessDate, businessDateOf, offsetMinutes } from "../../platform/kernel/dates.ts";
import { businessDateAt, type Directory, type Tenant, type Venue } from "../org/index.ts";
import type { EarningInputs } from "./domain/trace.ts";

/** When and where something happened, as rules ask about it. */
export type Occasion = Pick<
  EarningInputs,
  "venue_id" | "channel" | "business_date" | "local_time" | "weekday" | "holiday"
>;

type OccasionOf = (event: {
  venue: Venue | Pick<Tenant, "time_zone">;
  channel: string | null;
  business_time: Date;
}) => Occasion;

/** The same for many, most of which happen at few places and instants. */
export function createOccasions(setting: Pick<Directory, "holidays">): OccasionOf {
  const known = new Map<string, Occasion>();
  return (event) => {
    const place = "venue_id" in event.venue ? event.venue.venue_id : event.venue.time_zone;
    const key = `${place} ${event.channel} ${event.business_time.getTime()}`;
    let occasion = known.get(key);
    if (!occasion) {
      occasion = occasionOf(setting, event);
      known.set(key, occasion);
    }
    return occasion;
  };
}

/** Away from any venue the tenant's own zone, with the day ending at midnight, takes a venue's place. */
export function occasionOf({ holidays }: Pick<Directory, "holidays">, event: Parameters<OccasionOf>[0]): Occasion {
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
