import { sql_builder } from "../../platform/db/builder.ts";
import type { Db } from "../../platform/db/pool.ts";
import type { ScopeUnits } from "./scan.ts";

export interface AdmissionFilter {
  scope: ScopeUnits;
  /** Only people whom this staff looks after; null is anybody. */
  owner_staff_id: string | null;
  venue_id?: string | undefined;
  gate_id?: string | undefined;
  /** All rows of one person. */
  member_ids?: readonly string[] | undefined;
  admitted?: boolean | undefined;
  limit: number;
  /** The last row of the page before. */
  after?: { business_time: Date; admission_id: string } | undefined;
}
export type ListedAdmission = Awaited<ReturnType<typeof listAdmissions>>[number];

/** Newest first, `limit` + 1 rows. */
export async function listAdmissions(db: Db, filter: AdmissionFilter) {
  const page = pageOfVenues(db, filter).as("a");
  return db.all(
    sql_builder
      .selectFrom(page)
      .innerJoin("visits.gate as g", (join) =>
        join.on("g.tenant_id", "=", db.tenant_id).onRef("g.gate_id", "=", "a.gate_id"),
      )
      .leftJoin("members.v_member as m", (join) =>
        join.on("m.tenant_id", "=", db.tenant_id).onRef("m.member_id", "=", "a.member_id"),
      )
      .selectAll("a")
      .select(["g.name as gate_name", "m.person_id", "m.name as member_name", "m.card_no as member_card_no"])
      .orderBy("a.business_time", "desc")
      .orderBy("a.admission_id", "desc"),
  );
}

/**
 * The page of each venue is read off an index of its own (the member's, when one is asked for), then they are merged:
 * a venue with few visits is not sought among all the others.
 */
function pageOfVenues(db: Db, filter: AdmissionFilter) {
  const rows = filter.limit + 1;
  let venues = sql_builder
    .selectFrom("org.v_venue as v")
    .innerJoinLateral(
      (from) => {
        let visits = from
          .selectFrom("visits.admission as x")
          .where("x.tenant_id", "=", db.tenant_id)
          .whereRef("x.venue_id", "=", "v.venue_id");
        if (filter.gate_id !== undefined) visits = visits.where("x.gate_id", "=", filter.gate_id);
        if (filter.member_ids !== undefined)
          visits = visits.where((e) => e("x.member_id", "=", e.fn.any(e.val([...(filter.member_ids ?? [])]))));
        // Without a parameter, so that the partial index of refusals is seen to fit.
        if (filter.admitted === false) visits = visits.where((e) => e.not("x.admitted"));
        if (filter.admitted === true) visits = visits.where((e) => e.ref("x.admitted"));
        const { after, owner_staff_id } = filter;
        if (owner_staff_id !== null) {
          visits = visits.where((e) =>
            e.exists(
              e
                .selectFrom("members.v_member as o")
                .select("o.member_id")
                .where("o.tenant_id", "=", db.tenant_id)
                .whereRef("o.member_id", "=", "x.member_id")
                .where("o.owner_staff_id", "=", owner_staff_id),
            ),
          );
        }
        if (after) {
          visits = visits.where((e) =>
            e(e.refTuple("x.business_time", "x.admission_id"), "<", e.tuple(after.business_time, after.admission_id)),
          );
        }
        return visits
          .select(["x.admission_id", "x.kind", "x.admitted", "x.reasons", "x.quantity", "x.business_time"])
          .select(["x.time_precision", "x.recorded_at", "x.member_id", "x.gate_id"])
          .orderBy("x.business_time", "desc")
          .orderBy("x.admission_id", "desc")
          .limit(rows)
          .as("x");
      },
      (join) => join.onTrue(),
    )
    .where("v.tenant_id", "=", db.tenant_id);
  const { scope } = filter;
  if (scope !== null) venues = venues.where((e) => e("v.unit_id", "=", e.fn.any(e.val([...scope]))));
  if (filter.venue_id !== undefined) venues = venues.where("v.venue_id", "=", filter.venue_id);
  return venues
    .selectAll("x")
    .select(["v.venue_id", "v.name as venue_name", "v.time_zone"])
    .orderBy("x.business_time", "desc")
    .orderBy("x.admission_id", "desc")
    .limit(rows);
}
