import type { Database } from "../../platform/db/pool.ts";
import { type Holidays, holidaysOf } from "./domain/holidays.ts";
import { listOwnHolidayYears } from "./holidays.ts";
import { getTenant, type Tenant } from "./tenants.ts";
import { listUnits, type Unit } from "./units.ts";
import { listVenues, type Venue } from "./venues.ts";

/** How old the picture may be in a process that did not make the change. */
const MAX_AGE_MS = 2_000;

/** Tenant, units, venues and holidays as one picture, for paths that cannot afford a query each. */
export interface Directory {
  /** `test_now` is as old as the picture: who needs a sandbox's clock to the second asks `getTenant` in a transaction. */
  tenant: Tenant;
  units: ReadonlyMap<string, Unit>;
  venues: ReadonlyMap<string, Venue>;
  holidays: Holidays;
}

interface Entry {
  read_at: number;
  directory: Promise<Directory>;
}

const caches = new WeakMap<Database, Map<string, Entry>>();

export function readDirectory(database: Database, tenant_id: string): Promise<Directory> {
  const cache = caches.get(database) ?? new Map<string, Entry>();
  caches.set(database, cache);
  const now = performance.now();
  const known = cache.get(tenant_id);
  if (known && now - known.read_at < MAX_AGE_MS) return known.directory;
  // The promise is what is kept: callers who come together share one reading.
  const directory = load(database, tenant_id);
  cache.set(tenant_id, { read_at: now, directory });
  directory.catch(() => cache.delete(tenant_id));
  return directory;
}

/** After a change in this process: the next reader sees it. */
export function forgetDirectory(database: Database, tenant_id: string): void {
  caches.get(database)?.delete(tenant_id);
}

function load(database: Database, tenant_id: string): Promise<Directory> {
  return database.read(tenant_id, async (db) => {
    const [tenant, units, venues, holiday_years] = await Promise.all([
      getTenant(db),
      listUnits(db),
      listVenues(db),
      listOwnHolidayYears(db),
    ]);
    return {
      tenant,
      units: new Map(units.map((unit) => [unit.unit_id, unit])),
      venues: new Map(venues.map((venue) => [venue.venue_id, venue])),
      holidays: holidaysOf(holiday_years),
    };
  });
}
