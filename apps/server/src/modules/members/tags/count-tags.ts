import type { Db } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import { memberParams, type Reach } from "../../../platform/kernel/reach.ts";
import { countTagged, type CountTaggedRow } from "../db/tags.gen.ts";

/** How many of those in sight have each tag; one that nobody has is left out. */
export function countTags(db: Db, reach: Reach): Promise<CountTaggedRow[]> {
  return run(db, countTagged, { tenant_id: db.tenant_id, ...memberParams(reach) });
}
