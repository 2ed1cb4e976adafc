// Owners on the wire: {member_id} | {household_id}, and who of them the caller may see.
import type { Db } from "../../../platform/db/pool.ts";
import type { Reach } from "../../../platform/kernel/reach.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { systemOwnerOf } from "../domain/account-id.ts";
import { frozenOwners, requireOwners } from "../owner-types.ts";
import type { Owner, Side } from "../domain/posting.ts";
import { findAccount } from "../read-account.ts";
import type { OwnerIn, SideIn } from "./schema.ts";

export function toOwner(owner: OwnerIn): Owner {
  return "member_id" in owner
    ? { owner_type: "member", owner_id: owner.member_id }
    : { owner_type: "household", owner_id: owner.household_id };
}

export function toSide(side: SideIn): Side {
  return "system" in side ? side : toOwner(side);
}

interface OwnerColumns {
  owner_type: string;
  owner_id: string;
}

export function showOwner({ owner_type, owner_id }: OwnerColumns) {
  if (owner_type === "member") return { member_id: toWireId("member", owner_id) };
  if (owner_type === "household") return { household_id: toWireId("household", owner_id) };
  return owner_type === "partner" ? { partner_id: owner_id } : { company_id: owner_id };
}

export function showSide(owner: OwnerColumns) {
  const system = owner.owner_type === "system" ? systemOwnerOf(owner.owner_id) : undefined;
  return system ? { system } : showOwner(owner);
}

/** @throws account_frozen when value of one of them may not be spent now */
export async function refuseFrozen(db: Db, owners: readonly Owner[]): Promise<void> {
  const frozen = await frozenOwners(db, owners);
  const found = owners.find((owner) => frozen.has(owner.owner_id));
  if (found) throw new AppError("account_frozen", showOwner(found));
}

/** The account, when its owner is one the caller may see. The system's own are nobody's to look at one by one. @throws not_found */
export async function getVisibleAccount(db: Db, account_id: string, reach: Reach) {
  const account = await findAccount(db, account_id);
  if (!account) throw new AppError("not_found");
  await requireOwners(db, [account], reach);
  return account;
}

/** The owner that a query names, or none. */
export function ownerOfQuery(query: {
  member_id?: string | undefined;
  household_id?: string | undefined;
}): Owner | undefined {
  if (query.member_id !== undefined) return { owner_type: "member", owner_id: query.member_id };
  return query.household_id === undefined ? undefined : { owner_type: "household", owner_id: query.household_id };
}
