import type { Reach } from "../../platform/kernel/reach.ts";
import type { Keyed } from "../../platform/crypto/secrets.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { appendEvents } from "../../platform/events/outbox.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { getTenant, tenantNow } from "../org/index.ts";
import * as sql from "./db/households.gen.ts";
import { getMember } from "./find-member.ts";
import { getHousehold, type HouseholdRole } from "./households.ts";

export const MOST_IN_HOUSEHOLD = 20;

export interface NewHouseholdMember {
  member_id: string;
  role: HouseholdRole;
}

/** @throws not_found · guardian_needed · in_a_household */
export async function createHousehold(
  tx: Tx,
  app: Keyed,
  input: { name: string; members: readonly NewHouseholdMember[] },
  reach: Reach,
): Promise<string> {
  if (!input.members.some((one) => one.role === "guardian")) throw new AppError("guardian_needed");
  const household_id = app.runtime.ids.next();
  const created_at = tenantNow(await getTenant(tx), app.runtime);
  const { tenant_id } = tx;
  await tx.run(
    sql_builder.insertInto("members.household").values({ tenant_id, household_id, name: input.name, created_at }),
  );
  // In one order, so that two households that want the same people wait for each other and never in a circle.
  const ordered = [...input.members].sort((a, b) => (a.member_id < b.member_id ? -1 : 1));
  for (const member of ordered) await enter(tx, app, household_id, member, reach);
  return household_id;
}

/** @throws not_found · in_a_household · household_full */
export async function joinHousehold(
  tx: Tx,
  app: Keyed,
  household_id: string,
  member: NewHouseholdMember,
  reach: Reach,
): Promise<void> {
  await lockVisible(tx, app, household_id, reach);
  const members = await run(tx, sql.listHouseholdMembers, { tenant_id: tx.tenant_id, household_id });
  if (members.length >= MOST_IN_HOUSEHOLD) throw new AppError("household_full", { maximum: MOST_IN_HOUSEHOLD });
  await enter(tx, app, household_id, member, reach);
}

/**
 * A household keeps a guardian as long as anybody is in it, and its last member while there is value in its pool.
 * @throws not_found · guardian_needed · pool_not_empty
 */
export async function leaveHousehold(
  tx: Tx,
  app: Keyed,
  household_id: string,
  member_id: string,
  reach: Reach,
): Promise<void> {
  await lockVisible(tx, app, household_id, reach);
  const members = await run(tx, sql.listHouseholdMembers, { tenant_id: tx.tenant_id, household_id });
  const rest = members.filter((one) => one.member_id !== member_id);
  if (rest.length === members.length) throw new AppError("not_found");
  if (rest.length > 0 && !rest.some((one) => one.role === "guardian")) throw new AppError("guardian_needed");
  if (rest.length === 0) await refuseFullPool(tx, household_id);
  const left_at = tenantNow(await getTenant(tx), app.runtime);
  await run(tx, sql.endMembership, { tenant_id: tx.tenant_id, household_id, member_id, left_at });
  await tell(tx, app, "household.member_left", household_id, member_id);
}

async function lockVisible(tx: Tx, app: Keyed, household_id: string, reach: Reach): Promise<void> {
  await run(tx, sql.lockHousehold, { tenant_id: tx.tenant_id, household_id });
  await getHousehold(tx, app, household_id, reach);
}

async function refuseFullPool(tx: Tx, household_id: string): Promise<void> {
  const [pool] = await run(tx, sql.listPools, { tenant_id: tx.tenant_id, household_id });
  if (pool) throw new AppError("pool_not_empty", { asset: pool.asset, balance: pool.balance });
}

async function enter(
  tx: Tx,
  app: Keyed,
  household_id: string,
  { member_id, role }: NewHouseholdMember,
  reach: Reach,
): Promise<void> {
  await getMember(tx, app, member_id, reach, { lock: true });
  const joined_at = tenantNow(await getTenant(tx), app.runtime);
  const household_member_id = app.runtime.ids.next();
  const { tenant_id } = tx;
  await tx.run(
    sql_builder
      .insertInto("members.household_member")
      .values({ tenant_id, household_member_id, household_id, member_id, role, joined_at }),
  );
  await tell(tx, app, "household.member_joined", household_id, member_id);
}

async function tell(tx: Tx, { runtime }: Keyed, type: string, household_id: string, member_id: string): Promise<void> {
  const business_time = tenantNow(await getTenant(tx), runtime);
  await appendEvents(tx, [
    {
      event_id: runtime.ids.next(),
      type,
      subject_id: member_id,
      payload: { household_id, member_id },
      business_time,
      recorded_at: runtime.clock.now(),
    },
  ]);
}
