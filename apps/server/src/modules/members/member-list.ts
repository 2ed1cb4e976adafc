import type { Keyed } from "../../platform/crypto/secrets.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Db } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import type { Phone } from "../../platform/kernel/phone.ts";
import { namesOf } from "../../platform/names.ts";
import { getTenant, tenantNow } from "../org/index.ts";
import * as sql from "./db/facts.gen.ts";
import { LISTED, listMembers, type ListedMember, type ListPage } from "./find/list-members.ts";
import { openPhone } from "./phone-vault.ts";
import { pointsOf } from "./points-of.ts";
import type { MemberSearch } from "./search-members.ts";
import type { Tag } from "./tags.ts";

type Plain = Omit<ListedMember, "position">;

export interface MemberRow extends Omit<Plain, "phone_cipher"> {
  phone: Phone | null;
  owner_name: string | null;
  tier: sql.ListTiersOfRow | undefined;
  tags: Tag[];
  points_available: number;
  wallet_fen: number;
  lifecycle: string;
  completeness: number | null;
  last_purchase_at: Date | null;
  last_visit_at: Date | null;
}

/** A page of members with what the list shows beside them: a few more statements for the page, none for a row. */
export async function listMemberRows(
  db: Db,
  app: Keyed,
  search: MemberSearch,
  page: ListPage,
): Promise<(MemberRow & Pick<ListedMember, "position">)[]> {
  const members = await listMembers(db, app, search, page);
  const rows = await withFacts(db, app, members);
  return rows.map((row, index) => ({ ...row, position: members[index]?.position ?? ["", ""] }));
}

/** These members by their ids, as the list shows them. */
export async function rowsOf(db: Db, app: Keyed, member_ids: readonly string[]): Promise<Map<string, MemberRow>> {
  if (member_ids.length === 0) return new Map();
  const members = await db.all(
    sql_builder
      .selectFrom("members.member as m")
      .select(LISTED)
      .where("m.tenant_id", "=", db.tenant_id)
      .where("m.member_id", "in", member_ids),
  );
  return new Map((await withFacts(db, app, members)).map((row) => [row.member_id, row]));
}

async function withFacts(db: Db, app: Keyed, members: readonly Plain[]): Promise<MemberRow[]> {
  const { tenant_id } = db;
  const at = tenantNow(await getTenant(db), app.runtime);
  const member_ids = members.map((member) => member.member_id);
  const of = { tenant_id, member_ids };
  const owners = members.map(({ owner_staff_id: id }) => ({ kind: "staff", id }));
  const [points, tags, seen, tiers, wallets, figures, names] = await Promise.all([
    pointsOf(db, member_ids, at),
    run(db, sql.listTagsOf, of),
    run(db, sql.listLastSeen, of),
    run(db, sql.listTiersOf, { ...of, at }),
    run(db, sql.listWallets, of),
    run(db, sql.listFigures, of),
    namesOf(db, owners),
  ]);
  const tags_of = Map.groupBy(tags, (tag) => tag.member_id);
  const seen_of = byMember(seen);
  const [tier_of, wallet_of, figure_of] = [byMember(tiers), byMember(wallets), byMember(figures)];
  return members.map(({ phone_cipher, ...member }) => ({
    ...member,
    phone: phone_cipher && openPhone(app.secrets, tenant_id, member.member_id, phone_cipher),
    owner_name: names.get(member.owner_staff_id ?? "") ?? null,
    tier: tier_of.get(member.member_id),
    tags: (tags_of.get(member.member_id) ?? []).map(({ member_id: _, ...tag }) => tag),
    points_available: points(member.member_id).available,
    wallet_fen: wallet_of.get(member.member_id)?.balance ?? 0,
    lifecycle: figure_of.get(member.member_id)?.lifecycle ?? "new",
    completeness: figure_of.get(member.member_id)?.completeness ?? null,
    last_purchase_at: seen_of.get(member.member_id)?.last_purchase_at ?? null,
    last_visit_at: seen_of.get(member.member_id)?.last_visit_at ?? null,
  }));
}

const byMember = <T extends { member_id: string }>(rows: readonly T[]) =>
  new Map(rows.map((row) => [row.member_id, row]));
