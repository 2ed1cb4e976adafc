import type { Keyed } from "../../../platform/crypto/secrets.ts";
import type { Db } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import { businessDateOf } from "../../../platform/kernel/dates.ts";
import { memberParams, type Reach } from "../../../platform/kernel/reach.ts";
import { getTenant, tenantNow } from "../../org/index.ts";
import * as sql from "../db/figures.gen.ts";
import { type Stage, STAGES, type Thresholds } from "../domain/lifecycle.ts";
import { thresholdsOf } from "./policy.ts";

interface TriedStage {
  stage: Stage;
  before: number;
  after: number;
}

/** How the members in sight would spread over the stages by other thresholds, today. Changes nothing. */
export async function tryLifecycle(
  db: Db,
  { runtime }: Pick<Keyed, "runtime">,
  thresholds: Thresholds,
  reach: Reach,
): Promise<{ stages: TriedStage[]; moving: number }> {
  const { time_zone: zone, ...tenant } = await getTenant(db);
  const today = businessDateOf(tenantNow(tenant, runtime), zone);
  const asked = { tenant_id: db.tenant_id, zone, today, ...thresholdsOf(thresholds), ...memberParams(reach) };
  const rows = await run(db, sql.tryLifecycle, asked);
  const count = (of: typeof rows) => of.reduce((sum, row) => sum + row.count, 0);
  return {
    stages: STAGES.map((stage) => ({
      stage,
      before: count(rows.filter((row) => row.stage_before === stage)),
      after: count(rows.filter((row) => row.stage_after === stage)),
    })),
    moving: count(rows.filter((row) => row.stage_before !== row.stage_after)),
  };
}
