import type { Reach } from "../../platform/kernel/reach.ts";
import type { Keyed } from "../../platform/crypto/secrets.ts";
import type { Db } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { namesOf } from "../../platform/names.ts";
import { getTenant, tenantNow } from "../org/index.ts";
import { findTier, type FindTierRow, getStats, listTagsOf } from "./db/facts.gen.ts";
import { getStoredValue, type GetStoredValueRow } from "./db/history.gen.ts";
import { type Completeness, completenessOf } from "./fields/completeness.ts";
import type { Field } from "./fields/field.ts";
import { listFields } from "./fields/list-fields.ts";
import { type FieldValues, readFieldValuesOf } from "./fields/values.ts";
import { getMember, type Member } from "./find-member.ts";
import { personIds } from "./persons.ts";
import { type Points, pointsOf } from "./points-of.ts";
import type { Tag } from "./tags.ts";

export interface MemberStats {
  purchases_count: number;
  spend_fen: number;
  visits_count: number;
  last_visit_at: Date | null;
  /** The earliest of joining, buying and visiting. */
  first_seen_at: Date;
}

/** All that one page about one person says. */
export interface MemberHead {
  member: Member;
  /** Who looks after them; null: nobody. */
  owner_name: string | null;
  tags: Tag[];
  /** Those on forms, and what this person has in them. */
  fields: Field[];
  field_values: FieldValues;
  completeness: Completeness;
  points: Points;
  stored_value: GetStoredValueRow;
  stats: MemberStats;
  tier: FindTierRow | undefined;
  /** Tenant time. */
  now: Date;
}

/** @throws not_found, also for a member outside the scope */
export async function getMemberHead(db: Db, app: Keyed, asked_id: string, reach: Reach): Promise<MemberHead> {
  const [member, tenant] = await Promise.all([getMember(db, app, asked_id, reach), getTenant(db)]);
  const { member_id } = member;
  const { tenant_id } = db;
  const now = tenantNow(tenant, app.runtime);
  const owner = { kind: "staff", id: member.owner_staff_id };
  const member_ids = await personIds(db, member_id);
  const [points, tags, stats, tier, names, stored_value, fields, completeness] = await Promise.all([
    pointsOf(db, [member_id], now),
    run(db, listTagsOf, { tenant_id, member_ids: [member_id] }),
    run(db, getStats, { tenant_id, member_ids }),
    run(db, findTier, { tenant_id, member_id, at: now }),
    namesOf(db, [owner]),
    run(db, getStoredValue, { tenant_id, member_id }),
    listFields(db),
    completenessOf(db, member_id),
  ]);
  const field_values = await readFieldValuesOf(db, member_id, fields);
  const { first_purchase_at, first_visit_at, ...counts } = stats;
  const seen = [member.joined_at, first_purchase_at, first_visit_at].filter((at) => at !== null);
  const first_seen_at = new Date(Math.min(...seen.map((at) => at.getTime())));
  const owner_name = names.get(member.owner_staff_id ?? "") ?? null;
  const profile = { fields, field_values, completeness };
  const standing = { points: points(member_id), stored_value, stats: { ...counts, first_seen_at }, tier };
  return { member, owner_name, tags, ...profile, ...standing, now };
}
