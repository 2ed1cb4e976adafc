import { randomUUID } from "node:crypto";
import type { TestDatabase } from "../../../../test/database.ts";
import { fixedClock } from "../../../platform/kernel/clock.ts";
import { createIds } from "../../../platform/kernel/ids.ts";
import { seededRandom } from "../../../platform/kernel/random.ts";
import type { GateKind } from "../domain/admission.ts";

export const DAY = "2026-10-02";
export const at = (time: string, date = DAY) => new Date(`${date}T${time}+08:00`);

/** The real clock of a test, apart from the tenant's. */
export function testRuntime(real_time = new Date("2026-01-15T03:00:00Z")) {
  const clock = fixedClock(real_time);
  const random = seededRandom("visits");
  return { clock, random, ids: createIds(clock, random) };
}

/** A sandbox tenant: a group with two venues of different units, written past the doors. */
export async function buildPark(db: TestDatabase, test_now = at("10:00:00")) {
  const tenant_id = randomUUID();
  const [root, park_unit, spa_unit, park, spa] = [randomUUID(), randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  await db.query(
    "insert into org.tenant (tenant_id, name, mode, test_now, created_at) values ($1, '云岫', 'sandbox', $2, $2)",
    [tenant_id, test_now],
  );
  await db.query(
    `insert into org.org_unit (tenant_id, unit_id, parent_id, kind, name, code, path, created_at)
     values ($1, $2, null, 'group', '集团', 'group', array[$2]::uuid[], $5), ($1, $3, $2, 'venue', '乐园', 'park', array[$2, $3]::uuid[], $5),
            ($1, $4, $2, 'venue', '温泉', 'spa', array[$2, $4]::uuid[], $5)`,
    [tenant_id, root, park_unit, spa_unit, test_now],
  );
  await db.query(
    `insert into org.venue (tenant_id, venue_id, unit_id, name, code, business_type, time_zone, day_cutoff_minutes, opens_minutes, closes_minutes, created_at)
     values ($1, $2, $3, '欢乐谷', 'park', 'ticket', 'Asia/Shanghai', 240, 480, 1320, $6), ($1, $4, $5, '云泉', 'spa', 'wellness', 'Asia/Shanghai', 240, 480, 1500, $6)`,
    [tenant_id, park, park_unit, spa, spa_unit, test_now],
  );
  let serial = 0;
  return {
    tenant_id,
    units: { root, park: park_unit, spa: spa_unit },
    venues: { park, spa },
    async gate(kind: GateKind, venue_id = park, code = `g${++serial}`) {
      const gate_id = randomUUID();
      await db.query(
        "insert into visits.gate (tenant_id, gate_id, venue_id, code, name, kind, created_at) values ($1, $2, $3, $4, $5, $6, $7)",
        [tenant_id, gate_id, venue_id, code, `闸机 ${code}`, kind, test_now],
      );
      return gate_id;
    },
    async member(change: { home_unit_id?: string; status?: string; external_id?: string } = {}) {
      const [member_id, medium_ref] = [randomUUID(), randomUUID()];
      await db.query(
        `insert into members.member (tenant_id, member_id, card_no, name, name_key, medium_ref, home_unit_id, source, external_id, status, block_scopes, joined_at, created_at)
         values ($1, $2, $3, '陈晓岚', '陈晓岚', $4, $5, 'api', $6, $7, case $7 when 'blocked' then '{gate}'::text[] end, $8, $8)`,
        [
          tenant_id,
          member_id,
          `C${++serial}`,
          medium_ref,
          change.home_unit_id ?? park_unit,
          change.external_id ?? null,
          change.status ?? "active",
          test_now,
        ],
      );
      return { member_id, medium_ref };
    },
    async setClock(now: Date) {
      await db.query("update org.tenant set test_now = $2 where tenant_id = $1", [tenant_id, now]);
    },
  };
}
export type Park = Awaited<ReturnType<typeof buildPark>>;
