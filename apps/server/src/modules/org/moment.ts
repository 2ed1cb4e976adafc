import type { App } from "../../platform/app.ts";
import type { Auth } from "../../platform/http/auth.ts";
import { businessDateOf } from "../../platform/kernel/dates.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { readDirectory, type Directory } from "./directory.ts";
import { businessDateAt, type VenueHours } from "./domain/venue-day.ts";
import { getTenant, tenantNow } from "./tenants.ts";
import type { Venue } from "./venues.ts";

/** Tills' clocks run ahead a little; more than this is a mistake. */
const CLOCK_SKEW_MS = 5 * 60_000;

export interface Times {
  /** Tenant time: the real clock, or a sandbox's own. */
  now: Date;
  /** The real clock. */
  recorded_at: Date;
  /** The first open day of the books. */
  accounting_date: string;
}

export interface Moment {
  directory: Directory;
  times: Times;
}

/** Where and when: the tenant's venues and its three times. A sandbox's clock is asked for afresh. */
export async function readMoment(app: App, tenant_id: string): Promise<Moment> {
  const directory = await readDirectory(app.database, tenant_id);
  const tenant = directory.tenant.mode === "sandbox" ? await app.database.read(tenant_id, getTenant) : directory.tenant;
  const now = tenantNow(tenant, app.runtime);
  return {
    directory,
    times: { now, recorded_at: app.runtime.clock.now(), accounting_date: businessDateOf(now, tenant.time_zone) },
  };
}

/** The venue, when the caller may act there. */
export function requireVenue(directory: Directory, auth: Auth, venue_id: string): Venue {
  const venue = directory.venues.get(venue_id);
  if (!venue || (auth.scope !== "all" && !auth.scope.includes(venue.unit_id))) throw new AppError("not_found");
  return venue;
}

/** Business time as given, or now; refused when it has not come yet. */
export function businessMoment(
  venue: VenueHours,
  given: Date | undefined,
  now: Date,
): { business_time: Date; business_date: string } {
  const business_time = notInFuture(given, now);
  return { business_time, business_date: businessDateAt(venue, business_time) };
}

/** The same for what happens at no venue: days end at midnight in the tenant's zone. */
export function tenantMoment(
  { tenant }: Directory,
  given: Date | undefined,
  now: Date,
): { business_time: Date; business_date: string } {
  const business_time = notInFuture(given, now);
  return { business_time, business_date: businessDateOf(business_time, tenant.time_zone) };
}

function notInFuture(given: Date | undefined, now: Date): Date {
  const business_time = given ?? now;
  if (business_time.getTime() > now.getTime() + CLOCK_SKEW_MS) {
    throw new AppError("business_time_in_future", {}, [{ pointer: "/business_time", code: "business_time_in_future" }]);
  }
  return business_time;
}
