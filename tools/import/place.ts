// Where an import puts things: a venue of its own below the top unit that the key may see, made once.
import type { Api } from "./api.ts";

export interface VenueInput {
  readonly name: string;
  readonly code: string;
  readonly business_type: string;
  readonly time_zone: string;
  readonly opens_at: string;
  readonly closes_at: string;
  readonly map?: { readonly width: number; readonly height: number };
}

export interface Place {
  readonly venue_id: string;
  readonly unit_id: string;
}

export async function ensureVenue(api: Api, input: VenueInput): Promise<Place> {
  const { data } = await api.call<{ data: { unit_id: string; parent_id: string | null }[] }>("GET /v1/org_units");
  const known = new Set(data.map((unit) => unit.unit_id));
  const top = data.find(({ parent_id }) => parent_id === null || !known.has(parent_id));
  if (!top) throw new Error("the key sees no organisation unit");
  return api.call<Place>("POST /v1/venues", { ...input, parent_unit_id: top.unit_id });
}
