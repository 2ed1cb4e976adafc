import { memberParams, type Reach } from "../../platform/kernel/reach.ts";
import type { Keyed } from "../../platform/crypto/secrets.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Db } from "../../platform/db/pool.ts";
import { matchingMembers, type MemberPosition, type SearchFilter } from "./db/search.ts";
import { readMemberQuery } from "./domain/member-query.ts";
import { idNumberIndexesOf } from "./id-number-vault.ts";
import { phoneIndexesOf } from "./phone-vault.ts";

export interface MemberSearch {
  /** What was typed: part of a name, last four digits or whole of a phone, card number. */
  text?: string | undefined;
  reach: Reach;
  /** The units of a subtree; only those inside the scope count. */
  unit_ids?: readonly string[] | undefined;
  tag_id?: string | undefined;
  status?: "active" | "blocked" | undefined;
  /** Of the staff. */
  looked_after_by?: string | undefined;
}

export interface ListedMember {
  member_id: string;
  card_no: string;
  name: string;
  phone_cipher: Buffer | null;
  home_unit_id: string;
  status: "active" | "blocked";
  joined_at: Date;
}

/** Newest first, those after `before`. */
export function listMembers(
  db: Db,
  app: Pick<Keyed, "secrets">,
  search: MemberSearch,
  limit: number,
  before?: MemberPosition,
): Promise<ListedMember[]> {
  const columns = [
    "m.member_id",
    "m.card_no",
    "m.name",
    "m.phone_cipher",
    "m.home_unit_id",
    "m.status",
    "m.joined_at",
  ] as const;
  return db.all(
    matchingMembers(filterOf(db, app, search), before)
      .select(columns)
      .limit(limit),
  );
}

const COUNTED_EXACTLY = 10_000;

/** Exact up to 10,000; beyond, the planner's estimate, which costs nothing, and says so. */
export async function countMembers(
  db: Db,
  app: Pick<Keyed, "secrets">,
  search: MemberSearch,
): Promise<{ count: number; estimated: boolean }> {
  const matching = matchingMembers(filterOf(db, app, search))
    .clearOrderBy()
    .select("m.member_id");
  const limited = sql_builder
    .selectFrom(matching.limit(COUNTED_EXACTLY + 1).as("found"))
    .select(({ fn }) => fn.countAll<number>().as("count"));
  const count = (await db.first(limited))?.count ?? 0;
  if (count <= COUNTED_EXACTLY) return { count, estimated: false };
  const { sql, parameters } = matching.compile();
  const [row] = await db.query<{ "QUERY PLAN": [{ Plan: { "Plan Rows": number } }] }>({
    text: `explain (format json) ${sql}`,
    values: [...parameters],
  });
  const estimate = row?.["QUERY PLAN"][0].Plan["Plan Rows"] ?? 0;
  return { count: Math.max(estimate, count), estimated: true };
}

function filterOf(db: Db, { secrets }: Pick<Keyed, "secrets">, search: MemberSearch): SearchFilter {
  const { reach, tag_id, status, looked_after_by } = search;
  const { unit_ids: homes, owner_staff_id } = memberParams(reach);
  const unit_ids = search.unit_ids?.filter((unit_id) => homes === null || homes.includes(unit_id)) ?? homes;
  const filter: SearchFilter = { tenant_id: db.tenant_id, unit_ids, owner_staff_id, looked_after_by, tag_id, status };
  const query = readMemberQuery(search.text ?? "");
  switch (query?.by) {
    case "phone":
      return { ...filter, phone_indexes: phoneIndexesOf(secrets, db.tenant_id, query.phone) };
    case "id_number":
      return { ...filter, id_number_indexes: idNumberIndexesOf(secrets, db.tenant_id, query.id_number) };
    case "phone_tail":
      return { ...filter, phone_tail: query.tail };
    case "card_no":
      return { ...filter, card_no: query.card_no };
    case "name":
      return { ...filter, name: { key: query.key, grams: query.grams } };
    default:
      return filter;
  }
}
