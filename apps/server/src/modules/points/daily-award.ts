import { bigintArray, uuidArray } from "../../platform/db/binary-arrays.ts";
import type { Db, Tx } from "../../platform/db/pool.ts";

export interface DailyAward {
  member_id: string;
  business_date: string;
  points: number;
}

/** What members already got on their business days. The caller holds the members' account locks. */
export async function readDailyAwards(
  db: Db,
  keys: { member_id: string; business_date: string }[],
): Promise<DailyAward[]> {
  return db.query<DailyAward>({
    name: "points_read_daily_awards",
    text: `select k.m as member_id, k.d as business_date, d.points
           from (select distinct k.m, k.d from unnest($2::uuid[], $3::date[]) as k(m, d)) k
           cross join lateral (
             select d.points from points.daily_award d where d.tenant_id = $1 and d.member_id = k.m and d.business_date = k.d limit 1
           ) d`,
    values: [db.tenant_id, uuidArray(keys.map((key) => key.member_id)), keys.map((key) => key.business_date)],
  });
}

/** Adds to the day's counters; each (member, day) at most once per call. */
export async function addDailyAwards(tx: Tx, awards: DailyAward[]): Promise<void> {
  if (awards.length === 0) return;
  await tx.query({
    name: "points_add_daily_awards",
    text: `insert into points.daily_award as d (tenant_id, member_id, business_date, points)
           select $1, a.m, a.d, a.p from unnest($2::uuid[], $3::date[], $4::bigint[]) as a(m, d, p) order by a.m, a.d
           on conflict (tenant_id, member_id, business_date) do update set points = d.points + excluded.points`,
    values: [
      tx.tenant_id,
      uuidArray(awards.map((a) => a.member_id)),
      awards.map((a) => a.business_date),
      bigintArray(awards.map((a) => a.points)),
    ],
  });
}
