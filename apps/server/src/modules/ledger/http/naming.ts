import type { App } from "../../../platform/app.ts";
import { toZonedIso } from "../../../platform/kernel/dates.ts";
import type { Language } from "../../../platform/kernel/errors.ts";
import { readDirectory } from "../../org/index.ts";

/** Names and zones for what is shown. Times of a venue carry its offset, all others the tenant's. */
export interface Naming {
  readonly language: Language;
  venue(venue_id: string | null): string | null;
  time(at: Date, venue_id?: string | null): string;
  maybe(at: Date | null): string | null;
}

export async function namingOf(app: App, tenant_id: string, language: Language): Promise<Naming> {
  const { tenant, venues } = await readDirectory(app.database, tenant_id);
  const time = (at: Date, venue_id?: string | null) =>
    toZonedIso(at, (venue_id && venues.get(venue_id)?.time_zone) || tenant.time_zone);
  return {
    language,
    venue: (venue_id) => (venue_id === null ? null : (venues.get(venue_id)?.name ?? null)),
    time,
    maybe: (at) => at && time(at),
  };
}
