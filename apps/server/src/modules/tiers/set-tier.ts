import { EVERYBODY, type Reach } from "../../platform/kernel/reach.ts";
import type { Keyed } from "../../platform/crypto/secrets.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { appendEvents } from "../../platform/events/outbox.ts";
import { addDays, businessDateOf, instantOf } from "../../platform/kernel/dates.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { getMember } from "../members/index.ts";
import { getTenant, tenantNow } from "../org/index.ts";
import { endCurrentTier } from "./db/tiers.gen.ts";
import { findTier, tiersAt } from "./tiers.ts";

export interface TierSetting {
  member_id: string;
  tier_code: string;
  reason: string;
  /** The last day; null: until another is set. */
  last_day: string | null;
  by: { staff_id: string } | { key_id: string } | null;
}

/**
 * Gives a member a tier from now on, in the tenant's time. The history keeps what was before.
 * @throws not_found · tier_unknown · tier_ends_before_today
 */
export async function setTier(tx: Tx, app: Keyed, input: TierSetting, reach: Reach = EVERYBODY): Promise<void> {
  const { member_id, tier_code, reason, last_day, by } = input;
  // The member's row is the lock: of two who set a tier at once, the second ends what the first set.
  await getMember(tx, app, member_id, reach, { lock: true });
  const [tier, tenant] = await Promise.all([findTier(tx, tier_code), getTenant(tx)]);
  if (!tier) throw new AppError("tier_unknown", { tier_code });
  const at = tenantNow(tenant, app.runtime);
  const today = businessDateOf(at, tenant.time_zone);
  if (last_day !== null && last_day < today) throw new AppError("tier_ends_before_today", { today });
  const before = (await tiersAt(tx, [member_id], at)).get(member_id);
  await run(tx, endCurrentTier, { tenant_id: tx.tenant_id, member_id, at });
  await tx.run(
    sql_builder.insertInto("tiers.member_tier").values({
      tenant_id: tx.tenant_id,
      member_tier_id: app.runtime.ids.next(),
      member_id,
      tier_id: tier.tier_id,
      valid_from: at,
      valid_until: last_day === null ? null : instantOf(addDays(last_day, 1), tenant.time_zone),
      reason,
      ...by,
    }),
  );
  await appendEvents(tx, [
    {
      event_id: app.runtime.ids.next(),
      type: "tier.changed",
      subject_id: member_id,
      payload: { member_id, from: before?.code ?? null, to: tier_code, reason, last_day },
      business_time: at,
      recorded_at: app.runtime.clock.now(),
    },
  ]);
}
