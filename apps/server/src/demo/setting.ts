// The tenant before anybody lives in it: units, venues, gates, staff, the points programme, tags.
import { createStaff, setStaffPhone } from "../modules/access/index.ts";
import { createTag } from "../modules/members/index.ts";
import {
  createTenant,
  createUnit,
  createVenue,
  type Holidays,
  readDirectory,
  type Venue,
} from "../modules/org/index.ts";
import { putProgram } from "../modules/points/index.ts";
import { createFirstTiers } from "../modules/tiers/index.ts";
import { createGate } from "../modules/visits/index.ts";
import type { Keyed } from "../platform/crypto/secrets.ts";
import type { Database, Tx } from "../platform/db/pool.ts";
import { present } from "../platform/kernel/assert.ts";
import { SYSTEM } from "../platform/audit/by.ts";
import { parsePhone } from "../platform/kernel/phone.ts";
import { instantOf } from "../platform/kernel/dates.ts";
import { makeEarningRules } from "./earning-rules.ts";
import { TAG_NAMES } from "./people.ts";
import {
  COMPANIES,
  DAY_CUTOFF_MINUTES,
  GROUP,
  STORES,
  TIME_ZONE,
  VENUE_KEYS,
  type VenueKey,
  VENUES,
} from "./places.ts";
import type { StaffSpec } from "./staff.ts";

export interface Setting {
  readonly tenant_id: string;
  readonly root_unit_id: string;
  /** Staff ids of those who work for the whole group. */
  readonly head_office: readonly string[];
  readonly venues: Readonly<Record<VenueKey, Venue>>;
  /** Gate ids by `venue key` + space + code. */
  readonly gates: ReadonlyMap<string, string>;
  readonly tags: ReadonlyMap<string, string>;
  readonly holidays: Holidays;
}

export interface SettingInput {
  readonly mode: "live" | "sandbox";
  /** Where a sandbox's clock stands. */
  readonly now: Date;
  /** The first year of which there is any history. */
  readonly first_year: number;
  readonly staff: readonly (StaffSpec & { readonly password: string })[];
}

export const PROGRAM = {
  rate_points: 1,
  rate_fen: 100,
  daily_cap: 1500,
  time_zone: TIME_ZONE,
  expected_version: 0,
} as const;

export async function makeSetting(database: Database, app: Keyed, input: SettingInput): Promise<Setting> {
  const { runtime } = app;
  const setting = await database.write(runtime.ids.next(), async (tx) => {
    const sandbox = input.mode === "sandbox";
    const { tenant_id, unit_id: root_unit_id } = await createTenant(tx, runtime, {
      name: sandbox ? `${GROUP.name}（沙盒）` : GROUP.name,
      names: sandbox
        ? { "zh-CN": `${GROUP.name}（沙盒）`, en: `${GROUP.names.en} (sandbox)`, ko: `${GROUP.names.ko} (샌드박스)` }
        : GROUP.names,
      mode: input.mode,
      ...(sandbox ? { test_now: input.now } : {}),
    });
    const furnished = await furnish(tx, app, { ...input, root_unit_id });
    const head_office: string[] = [];
    for (const { venue, ...person } of input.staff) {
      const unit_id = venue ? furnished.venues[venue].unit_id : root_unit_id;
      const { staff_id } = await createStaff(tx, runtime, { ...person, unit_id });
      const phone = person.phone === undefined ? undefined : parsePhone(person.phone);
      if (phone !== undefined) await setStaffPhone(tx, app, { staff_id, phone, by: SYSTEM });
      if (!venue) head_office.push(staff_id);
    }
    return { tenant_id, root_unit_id, head_office, ...furnished };
  });
  return { ...setting, holidays: (await readDirectory(database, setting.tenant_id)).holidays };
}

/** Venues, gates, programme, tiers, rules and tags of a tenant that has nothing but its root unit. */
export async function furnish(
  tx: Tx,
  app: Keyed,
  { root_unit_id, now, first_year }: Pick<SettingInput, "now" | "first_year"> & { root_unit_id: string },
): Promise<Pick<Setting, "venues" | "gates" | "tags">> {
  const { runtime } = app;
  const venues = await makeVenues(tx, app, root_unit_id);
  const gates = await makeGates(tx, app, venues);
  const since = `${first_year}-01-01` as const;
  await putProgram(tx, runtime, { ...PROGRAM, effective_from: instantOf(since, TIME_ZONE) });
  await createFirstTiers(tx, runtime);
  await makeEarningRules(tx, runtime, { now, since, venues });
  const tags = new Map<string, string>();
  for (const name of TAG_NAMES) tags.set(name, (await createTag(tx, app, { name })).tag_id);
  return { venues, gates, tags };
}

async function makeVenues(tx: Tx, { runtime }: Keyed, root_unit_id: string): Promise<Record<VenueKey, Venue>> {
  const companies = new Map<string, string>();
  for (const company of COMPANIES) {
    const { unit_id } = await createUnit(tx, runtime, { ...company, parent_id: root_unit_id });
    companies.set(company.code, unit_id);
  }
  const venues: Partial<Record<VenueKey, Venue>> = {};
  for (const key of VENUE_KEYS) {
    const { company, places: _, opens, closes, ...spec } = VENUES[key];
    const { venue } = await createVenue(tx, runtime, {
      ...spec,
      parent_unit_id: present(companies.get(company), "a venue's company"),
      time_zone: TIME_ZONE,
      day_cutoff_minutes: DAY_CUTOFF_MINUTES,
      opens_minutes: opens,
      closes_minutes: closes,
    });
    venues[key] = venue;
  }
  const made = venues as Record<VenueKey, Venue>;
  for (const { venue, code, name } of STORES) {
    await createUnit(tx, runtime, { kind: "store", parent_id: made[venue].unit_id, code, name });
  }
  return made;
}

async function makeGates(tx: Tx, { runtime }: Keyed, venues: Record<VenueKey, Venue>): Promise<Map<string, string>> {
  const gates = new Map<string, string>();
  for (const key of VENUE_KEYS) {
    for (const place of VENUES[key].places) {
      const { gate } = await createGate(tx, runtime, null, { ...place, venue_id: venues[key].venue_id });
      gates.set(`${key} ${place.code}`, gate.gate_id);
    }
  }
  return gates;
}
