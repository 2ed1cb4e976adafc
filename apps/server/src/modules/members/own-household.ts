// What members settle in their own family: who belongs to it and how much each may take.
import type { Keyed } from "../../platform/crypto/secrets.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { EVERYBODY } from "../../platform/kernel/reach.ts";
import { createHousehold, leaveHousehold } from "./change-household.ts";
import * as sql from "./db/households.gen.ts";
import type { HouseholdRole } from "./households.ts";

export interface OwnHousehold {
  household_id: string;
  /** The caller. */
  me: sql.ListHouseholdMembersRow;
  members: readonly sql.ListHouseholdMembersRow[];
}

/** The household a member belongs to, locked: what is decided about it is decided one after the other. @throws no_household */
export async function lockOwnHousehold(tx: Tx, member_id: string): Promise<OwnHousehold> {
  const { tenant_id } = tx;
  const found = await run(tx, sql.findHouseholdOf, { tenant_id, member_id });
  if (!found) throw new AppError("no_household");
  const { household_id } = found;
  await run(tx, sql.lockHousehold, { tenant_id, household_id });
  const members = await run(tx, sql.listHouseholdMembers, { tenant_id, household_id });
  const me = members.find((one) => one.member_id === member_id);
  if (!me) throw new AppError("no_household");
  return { household_id, me, members };
}

/** The same for what only a guardian may do. @throws no_household · guardian_only */
export async function lockAsGuardian(tx: Tx, member_id: string): Promise<OwnHousehold> {
  const own = await lockOwnHousehold(tx, member_id);
  if (own.me.role !== "guardian") throw new AppError("guardian_only");
  return own;
}

/** @throws in_a_household */
export async function createOwnHousehold(tx: Tx, app: Keyed, member_id: string, name: string): Promise<string> {
  return createHousehold(tx, app, { name, members: [{ member_id, role: "guardian" }] }, EVERYBODY);
}

/** @throws no_household · guardian_needed · pool_not_empty */
export async function leaveOwnHousehold(tx: Tx, app: Keyed, member_id: string): Promise<void> {
  const { household_id } = await lockOwnHousehold(tx, member_id);
  await leaveHousehold(tx, app, household_id, member_id, EVERYBODY);
}

export interface FamilyChange {
  household_member_id: string;
  role?: HouseholdRole | undefined;
  /** null: as much as there is. */
  monthly_limit?: number | null | undefined;
}

/** What a guardian settles about one of the family. @throws no_household · guardian_only · not_found · guardian_needed */
export async function changeFamilyMember(tx: Tx, member_id: string, change: FamilyChange): Promise<void> {
  const own = await lockAsGuardian(tx, member_id);
  const one = memberOf(own, change.household_member_id);
  const { role, monthly_limit } = change;
  const keeps_guardian = own.members.some(
    (other) => other.role === "guardian" && other.household_member_id !== one.household_member_id,
  );
  if (role !== undefined && role !== "guardian" && one.role === "guardian" && !keeps_guardian) {
    throw new AppError("guardian_needed");
  }
  const set = {
    ...(role === undefined ? {} : { role }),
    ...(monthly_limit === undefined ? {} : { monthly_limit }),
  };
  if (Object.keys(set).length === 0) return;
  await tx.run(
    sql_builder
      .updateTable("members.household_member")
      .set(set)
      .where("tenant_id", "=", tx.tenant_id)
      .where("household_member_id", "=", one.household_member_id),
  );
}

/** @throws no_household · guardian_only · not_found · guardian_needed */
export async function removeFamilyMember(
  tx: Tx,
  app: Keyed,
  member_id: string,
  household_member_id: string,
): Promise<void> {
  const own = await lockAsGuardian(tx, member_id);
  const one = memberOf(own, household_member_id);
  await leaveHousehold(tx, app, own.household_id, one.member_id, EVERYBODY);
}

function memberOf(own: OwnHousehold, household_member_id: string): sql.ListHouseholdMembersRow {
  const one = own.members.find((other) => other.household_member_id === household_member_id);
  if (!one) throw new AppError("not_found");
  return one;
}
