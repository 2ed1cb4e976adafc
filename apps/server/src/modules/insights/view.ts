import type { Db } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { businessDateOf, instantOf, addDays, toZonedIso, type BusinessDate } from "../../platform/kernel/dates.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { getTenant, listUnits, listVenues, tenantNow, type Unit, type Venue } from "../org/index.ts";

/** Unit ids of the caller's subtree; null is the whole tenant. */
export type ScopeUnits = readonly string[] | null;

export interface ViewRequest {
  scope: ScopeUnits;
  venue_id?: string | undefined;
  date?: BusinessDate | undefined;
}

/** Which venues and which day somebody looks at. */
export interface View {
  now: Date;
  date: BusinessDate;
  is_today: boolean;
  /** Zone and cut-off of the day: the venue's own, or the tenant's zone with the earliest cut-off in view. */
  time_zone: string;
  cutoff_minutes: number;
  venues: Venue[];
  /** Home units counted in view; null is all of them. */
  unit_ids: ScopeUnits;
  whole_group: boolean;
  /** The venue that counts for a home unit: its own, or the nearest one above it. */
  venueOfUnit: ReadonlyMap<string, string>;
}

/** @throws not_found for a venue outside the scope · date_in_future */
export async function readView(db: Db, runtime: Runtime, request: ViewRequest): Promise<View> {
  const [tenant, units, all] = await Promise.all([getTenant(db), listUnits(db), listVenues(db)]);
  const { scope, venue_id } = request;
  const visible = all.filter((venue) => scope === null || scope.includes(venue.unit_id));
  const venues = venue_id === undefined ? visible : visible.filter((venue) => venue.venue_id === venue_id);
  if (venue_id !== undefined && venues.length === 0) throw new AppError("not_found");
  const [only] = venues;
  const time_zone = venue_id !== undefined && only ? only.time_zone : tenant.time_zone;
  const cutoff_minutes = venues.length > 0 ? Math.min(...venues.map((venue) => venue.day_cutoff_minutes)) : 0;
  const now = tenantNow(tenant, runtime);
  const today = businessDateOf(now, time_zone, cutoff_minutes);
  const date = request.date ?? today;
  if (date > today) throw new AppError("date_in_future", { today });
  const unit_ids = venue_id !== undefined && only ? unitsBelow(units, only.unit_id, scope) : scope;
  const whole_group = scope === null && venue_id === undefined;
  const venueOfUnit = nearestVenues(units, venues);
  return { now, date, is_today: date === today, time_zone, cutoff_minutes, venues, unit_ids, whole_group, venueOfUnit };
}

function unitsBelow(units: readonly Unit[], top: string, scope: ScopeUnits): string[] {
  const ids = units.filter((unit) => unit.path.includes(top)).map((unit) => unit.unit_id);
  return scope === null ? ids : ids.filter((unit_id) => scope.includes(unit_id));
}

/** Of several venues at one unit the first by code counts, so that nobody counts twice. */
function nearestVenues(units: readonly Unit[], venues: readonly Venue[]): Map<string, string> {
  const at = new Map(venues.toReversed().map((venue) => [venue.unit_id, venue.venue_id]));
  return new Map(
    units.flatMap((unit) => {
      const owner = unit.path.findLast((unit_id) => at.has(unit_id));
      const venue_id = owner === undefined ? undefined : at.get(owner);
      return venue_id === undefined ? [] : [[unit.unit_id, venue_id]];
    }),
  );
}

/** Start (included) and end (excluded) of a range of the view's days. */
export function boundsOf(view: View, first: BusinessDate, last: BusinessDate): { from: Date; until: Date } {
  const at = (date: BusinessDate) => instantOf(date, view.time_zone, view.cutoff_minutes);
  return { from: at(first), until: at(addDays(last, 1)) };
}

export function hourAt(view: View, at: Date): number {
  return Number(toZonedIso(at, view.time_zone).slice(11, 13));
}
