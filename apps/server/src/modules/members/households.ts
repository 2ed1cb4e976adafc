import { memberParams, type Reach } from "../../platform/kernel/reach.ts";
import type { Keyed } from "../../platform/crypto/secrets.ts";
import type { Db } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Phone } from "../../platform/kernel/phone.ts";
import { type AccountSummary, readAccount, registerOwnerType } from "../ledger/index.ts";
import { type Birth, getTenant, tenantNow } from "../org/index.ts";
import { birthOf } from "./birth.ts";
import * as sql from "./db/households.gen.ts";
import { openPhone } from "./phone-vault.ts";
import { expiringUntil } from "./points-of.ts";

export type HouseholdRole = "guardian" | "spouse" | "child" | "other";

export interface HouseholdMember {
  household_member_id: string;
  /** How much they may take out of the pool in a calendar month; null: as much as there is. */
  monthly_limit: number | null;
  /** Their birth, for those who need a guardian's word. */
  birth: Birth | null;
  member_id: string;
  name: string;
  card_no: string;
  phone: Phone | null;
  role: HouseholdRole;
  joined_at: Date;
}

export interface Household {
  household_id: string;
  name: string;
  created_at: Date;
  members: HouseholdMember[];
  pool: AccountSummary;
  /** By whom the pool's points were earned. */
  contributions: sql.ListContributionsRow[];
}

/** Of these ids those that exist and have somebody of the scope in them. */
export async function visibleHouseholds(db: Db, household_ids: readonly string[], reach: Reach): Promise<Set<string>> {
  if (household_ids.length === 0) return new Set();
  const params = { tenant_id: db.tenant_id, household_ids: [...household_ids], ...memberParams(reach) };
  const rows = await run(db, sql.listVisibleHouseholds, params);
  return new Set(rows.map((row) => row.household_id));
}

registerOwnerType("household", { id_kind: "household", visible: visibleHouseholds });

/** @throws not_found, also when nobody of it lies in the scope */
export async function getHousehold(db: Db, app: Keyed, household_id: string, reach: Reach): Promise<Household> {
  const visible = await visibleHouseholds(db, [household_id], reach);
  if (!visible.has(household_id)) throw new AppError("not_found");
  return readHousehold(db, app, household_id);
}

/** The household a member belongs to now. */
export async function findHouseholdOf(db: Db, app: Keyed, member_id: string): Promise<Household | undefined> {
  const found = await run(db, sql.findHouseholdOf, { tenant_id: db.tenant_id, member_id });
  return found && readHousehold(db, app, found.household_id);
}

async function readHousehold(db: Db, { secrets, runtime }: Keyed, household_id: string): Promise<Household> {
  const key = { tenant_id: db.tenant_id, household_id };
  const now = tenantNow(await getTenant(db), runtime);
  const [household, members, pool, contributions] = await Promise.all([
    run(db, sql.findHousehold, key),
    run(db, sql.listHouseholdMembers, key),
    readAccount(db, household_id, "points", now, expiringUntil(now)),
    run(db, sql.listContributions, key),
  ]);
  if (!household) throw new AppError("not_found");
  return {
    ...household,
    members: members.map(
      ({ member_id, name, card_no, phone_cipher, role, joined_at, household_member_id, ...row }) => ({
        member_id,
        household_member_id,
        monthly_limit: row.monthly_limit,
        birth: birthOf(row),
        name,
        card_no,
        phone: phone_cipher && openPhone(secrets, db.tenant_id, member_id, phone_cipher),
        role,
        joined_at,
      }),
    ),
    pool,
    contributions,
  };
}

/** Newest first. */
export async function listHouseholds(
  db: Db,
  reach: Reach,
  limit: number,
  before: { at: Date; id: string } | undefined,
): Promise<sql.ListHouseholdsRow[]> {
  return run(db, sql.listHouseholds, {
    tenant_id: db.tenant_id,
    ...memberParams(reach),
    before_at: before?.at ?? null,
    before_id: before?.id ?? null,
    row_limit: limit,
  });
}
