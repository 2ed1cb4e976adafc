import { memberParams, type Reach } from "../../../platform/kernel/reach.ts";
import type { Db } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import { addDays, instantOf } from "../../../platform/kernel/dates.ts";
import { listExpiringDays, listExpiringMembers } from "../db/liability.gen.ts";

/** Last days on which points are good, in the programme's zone. */
export interface ExpiryPeriod {
  from: string;
  to: string;
  zone: string;
  reach: Reach;
}

function boundsOf({ from, to, zone, reach }: ExpiryPeriod) {
  return {
    after: instantOf(from, zone),
    until: instantOf(addDays(to, 1), zone),
    ...memberParams(reach),
  };
}

/** What runs out on which day, and of how many owners. Days on which nothing does are left out. */
export async function readExpiryCalendar(db: Db, period: ExpiryPeriod) {
  return run(db, listExpiringDays, { tenant_id: db.tenant_id, zone: period.zone, ...boundsOf(period) });
}

/** Who loses points in the period: whom to remind. In the order of their ids, `limit` + 1 rows. */
export async function listExpiring(
  db: Db,
  period: ExpiryPeriod,
  page: { member_id: string | null; after_member_id: string | null; limit: number },
) {
  const { limit, ...keys } = page;
  return run(db, listExpiringMembers, {
    tenant_id: db.tenant_id,
    ...boundsOf(period),
    ...keys,
    max_rows: limit + 1,
  });
}
