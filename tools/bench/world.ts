// The data of a bench: a tenant, a venue, a key, and members straight into their table (the benches of other rooms are not
// about registering them).
import { createApiKey, PERMISSIONS } from "../../apps/server/src/modules/access/index.ts";
import { createTenant, createUnit, createVenue } from "../../apps/server/src/modules/org/index.ts";
import { putProgram } from "../../apps/server/src/modules/points/index.ts";
import { toWireId } from "../../apps/server/src/platform/kernel/ids.ts";
import type { BenchServer } from "./server.ts";

export interface BenchWorld {
  tenant_id: string;
  unit_id: string;
  venue_id: string;
  token: string;
  /** Wire ids. */
  members: string[];
}

export async function makeWorld(server: BenchServer, members: number): Promise<BenchWorld> {
  const { database, runtime } = server;
  const place = await database.write(runtime.ids.next(), async (tx) => {
    const tenant = await createTenant(tx, runtime, { name: "bench", mode: "live" });
    const unit = await createUnit(tx, runtime, {
      parent_id: tenant.unit_id,
      kind: "store",
      name: "store",
      code: "store",
    });
    const hours = { time_zone: "Asia/Shanghai", day_cutoff_minutes: 0, opens_minutes: 0, closes_minutes: 1440 };
    const { venue } = await createVenue(tx, runtime, {
      unit_id: unit.unit_id,
      name: "venue",
      code: "venue",
      business_type: "retail",
      ...hours,
    });
    const policy = { rate_points: 1, rate_fen: 100, daily_cap: 1_000_000_000, time_zone: "Asia/Shanghai" };
    await putProgram(tx, runtime, { ...policy, expected_version: 0, effective_from: new Date(0) });
    const { token } = await createApiKey(tx, runtime, {
      name: "bench",
      permissions: PERMISSIONS,
      unit_id: tenant.unit_id,
    });
    return { tenant_id: tenant.tenant_id, unit_id: unit.unit_id, venue_id: toWireId("venue", venue.venue_id), token };
  });
  const { rows } = await server.owner.query<{ member_id: string }>(
    `insert into members.member (tenant_id, member_id, card_no, name, name_key, medium_ref, home_unit_id, source, joined_at, created_at)
     select $1, gen_random_uuid(), lpad(n::text, 16, '0'), '江听岚', '江听岚', gen_random_uuid(), $2, 'api', clock_timestamp(), clock_timestamp()
     from generate_series(1, $3::int) n returning member_id`,
    [place.tenant_id, place.unit_id, members],
  );
  await server.owner.query(
    `insert into ledger.account (tenant_id, account_id, owner_type, owner_id, asset, created_at)
     select tenant_id, ledger.account_id(member_id, 'points'), 'member', member_id, 'points', created_at from members.member where tenant_id = $1`,
    [place.tenant_id],
  );
  await server.owner.query("vacuum analyze members.member");
  await server.owner.query("vacuum analyze ledger.account");
  return { ...place, members: rows.map((row) => toWireId("member", row.member_id)) };
}

export const pick = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)] as T;

let serial = 0;

/** A purchase elsewhere, of a member picked at random. */
export function awardOf(world: BenchWorld) {
  return {
    member_id: pick(world.members),
    venue_id: world.venue_id,
    amount_fen: 100 + Math.floor(Math.random() * 50_000),
    external_id: `bench ${++serial}`,
  };
}

export const headersOf = (world: BenchWorld) => ({ authorization: `Bearer ${world.token}` });
