import { sql_builder } from "../../platform/db/builder.ts";
import type { Db, Tx } from "../../platform/db/pool.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import type { VenueHours } from "./domain/venue-day.ts";
import { createUnit, getUnit } from "./units.ts";

export type BusinessType =
  | "ticket"
  | "dining"
  | "lodging"
  | "retail"
  | "parking"
  | "entertainment"
  | "wellness"
  | "transport";

export interface Venue extends VenueHours {
  venue_id: string;
  unit_id: string;
  name: string;
  code: string;
  business_type: BusinessType;
  map_width: number | null;
  map_height: number | null;
}

const COLUMNS = [
  "venue_id",
  "unit_id",
  "name",
  "code",
  "business_type",
  "time_zone",
  "day_cutoff_minutes",
  "opens_minutes",
  "closes_minutes",
  "map_width",
  "map_height",
] as const;

const venues = (db: Db) => sql_builder.selectFrom("org.venue").select(COLUMNS).where("tenant_id", "=", db.tenant_id);

export async function listVenues(db: Db): Promise<Venue[]> {
  return db.all(venues(db).orderBy("code").orderBy("venue_id"));
}

export interface NewVenue extends VenueHours {
  /** The unit it belongs to; or `parent_unit_id`, and a unit of kind venue with its name and code is made below that. */
  unit_id?: string;
  parent_unit_id?: string;
  name: string;
  code: string;
  business_type: BusinessType;
  map?: { width: number; height: number };
}

/** The same code again gives the venue that is there (`created: false`). @throws not_found · unit_code_taken */
export async function createVenue(
  tx: Tx,
  runtime: Runtime,
  input: NewVenue,
): Promise<{ venue: Venue; created: boolean }> {
  const existing = await tx.first(venues(tx).where("code", "=", input.code));
  if (existing) return { venue: existing, created: false };
  const { unit_id: given, parent_unit_id, map, ...rest } = input;
  const unit = given === undefined ? await createVenueUnit(tx, runtime, input) : await getUnit(tx, given);
  const venue: Venue = {
    ...rest,
    venue_id: runtime.ids.next(),
    unit_id: unit.unit_id,
    map_width: map?.width ?? null,
    map_height: map?.height ?? null,
  };
  const inserted = await tx.run(
    sql_builder
      .insertInto("org.venue")
      .values({ tenant_id: tx.tenant_id, created_at: runtime.clock.now(), ...venue })
      .onConflict((conflict) => conflict.columns(["tenant_id", "code"]).doNothing()),
  );
  if (inserted === 1) return { venue, created: true };
  // A twin was quicker between our look and our write.
  const twin = await tx.first(venues(tx).where("code", "=", input.code));
  if (!twin) throw new Error("a venue whose code conflicts is visible");
  return { venue: twin, created: false };
}

async function createVenueUnit(tx: Tx, runtime: Runtime, input: NewVenue) {
  if (input.parent_unit_id === undefined) throw new Error("a venue names its unit or the unit above it");
  return createUnit(tx, runtime, {
    parent_id: input.parent_unit_id,
    kind: "venue",
    name: input.name,
    code: input.code,
  });
}
