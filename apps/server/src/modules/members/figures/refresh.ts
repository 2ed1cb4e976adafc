import type { Keyed } from "../../../platform/crypto/secrets.ts";
import type { Db, Tx } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import { appendEvents } from "../../../platform/events/outbox.ts";
import { businessDateOf } from "../../../platform/kernel/dates.ts";
import { getTenant, tenantNow } from "../../org/index.ts";
import * as sql from "../db/figures.gen.ts";
import type { LifecyclePolicy } from "../domain/lifecycle.ts";
import { readLifecyclePolicy, thresholdsOf } from "./policy.ts";

/** What figures are reckoned by: the tenant's day and thresholds. */
export interface Reckoning {
  now: Date;
  today: string;
  time_zone: string;
  policy: LifecyclePolicy;
}

export async function readReckoning(db: Db, { runtime }: Pick<Keyed, "runtime">): Promise<Reckoning> {
  const [tenant, policy] = [await getTenant(db), await readLifecyclePolicy(db)];
  const now = tenantNow(tenant, runtime);
  return { now, today: businessDateOf(now, tenant.time_zone), time_zone: tenant.time_zone, policy };
}

/** Reckons the figures of these people anew, and tells whose stage has moved. Ids of those who were merged are passed over. */
export async function refreshFigures(
  tx: Tx,
  { runtime }: Pick<Keyed, "runtime">,
  member_ids: readonly string[],
  { now, today, time_zone: zone, policy }: Reckoning,
): Promise<void> {
  if (member_ids.length === 0) return;
  const { tenant_id } = tx;
  const moved = await run(tx, sql.refreshFigures, { tenant_id, member_ids, today, zone, ...thresholdsOf(policy) });
  await appendEvents(
    tx,
    moved.map(({ member_id, stage_before, stage_after }) => ({
      event_id: runtime.ids.next(),
      type: "member.lifecycle_changed",
      subject_id: member_id,
      payload: { member_id, from: stage_before, to: stage_after },
      business_time: now,
      recorded_at: runtime.clock.now(),
    })),
  );
}
