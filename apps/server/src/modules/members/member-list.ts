import type { Keyed } from "../../platform/crypto/secrets.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Db } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import type { Phone } from "../../platform/kernel/phone.ts";
import { getTenant, tenantNow } from "../org/index.ts";
import { listLastSeen, listTagsOf } from "./db/facts.gen.ts";
import type { MemberPosition } from "./db/search.ts";
import { openPhone } from "./phone-vault.ts";
import { pointsOf } from "./points-of.ts";
import { listMembers, type ListedMember, type MemberSearch } from "./search-members.ts";
import type { Tag } from "./tags.ts";

export interface MemberRow extends Omit<ListedMember, "phone_cipher"> {
  phone: Phone | null;
  tags: Tag[];
  points_available: number;
  last_purchase_at: Date | null;
  last_visit_at: Date | null;
}

/** A page of members with what the list shows beside them: three more statements for the page, none for a row. */
export async function listMemberRows(
  db: Db,
  app: Keyed,
  search: MemberSearch,
  limit: number,
  before?: MemberPosition,
): Promise<MemberRow[]> {
  return withFacts(db, app, await listMembers(db, app, search, limit, before));
}

/** These members by their ids, as the list shows them. */
export async function rowsOf(db: Db, app: Keyed, member_ids: readonly string[]): Promise<Map<string, MemberRow>> {
  if (member_ids.length === 0) return new Map();
  const members = await db.all(
    sql_builder
      .selectFrom("members.member")
      .select(["member_id", "card_no", "name", "phone_cipher", "home_unit_id", "status", "joined_at"])
      .where("tenant_id", "=", db.tenant_id)
      .where("member_id", "in", member_ids),
  );
  return new Map((await withFacts(db, app, members)).map((row) => [row.member_id, row]));
}

async function withFacts(db: Db, app: Keyed, members: readonly ListedMember[]): Promise<MemberRow[]> {
  const tenant = await getTenant(db);
  const { tenant_id } = db;
  const member_ids = members.map((member) => member.member_id);
  const [points, tags, seen] = await Promise.all([
    pointsOf(db, member_ids, tenantNow(tenant, app.runtime)),
    run(db, listTagsOf, { tenant_id, member_ids }),
    run(db, listLastSeen, { tenant_id, member_ids }),
  ]);
  const tags_of = Map.groupBy(tags, (tag) => tag.member_id);
  const seen_of = new Map(seen.map((row) => [row.member_id, row]));
  return members.map(({ phone_cipher, ...member }) => ({
    ...member,
    phone: phone_cipher && openPhone(app.secrets, tenant_id, member.member_id, phone_cipher),
    tags: (tags_of.get(member.member_id) ?? []).map(({ member_id: _, ...tag }) => tag),
    points_available: points(member.member_id).available,
    last_purchase_at: seen_of.get(member.member_id)?.last_purchase_at ?? null,
    last_visit_at: seen_of.get(member.member_id)?.last_visit_at ?? null,
  }));
}
