import { memberParams, type Reach } from "../../platform/kernel/reach.ts";
import type { Keyed } from "../../platform/crypto/secrets.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Db } from "../../platform/db/pool.ts";
import { matchingMembers, type SearchFilter } from "./db/search.ts";
import type { IdentityValue } from "./domain/identity-value.ts";
import { readMemberQuery } from "./domain/member-query.ts";
import type { ListFilter } from "./db/find-conditions.ts";
import { idNumberIndexesOf } from "./id-number-vault.ts";
import { identityIndexesOf, phoneIdentity } from "./identity-vault.ts";
import { phoneIndexesOf } from "./phone-vault.ts";

export interface MemberSearch extends Omit<ListFilter, "tenant_id"> {
  /** What was typed: part of a name, last four digits or whole of a phone, card number. */
  text?: string | undefined;
  identity?: IdentityValue | undefined;
  reach: Reach;
  /** The units of a subtree; only those inside the scope count. */
  unit_ids?: readonly string[] | undefined;
  status?: "active" | "blocked" | undefined;
  /** Of the staff. */
  looked_after_by?: string | undefined;
}

type WithSecrets = Pick<Keyed, "secrets">;

const COUNTED_EXACTLY = 10_000;

/** Exact up to 10,000; beyond, the planner's estimate, which costs nothing, and says so. */
export async function countMembers(
  db: Db,
  app: WithSecrets,
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

/** The search as the database is asked: numbers as their blind indexes, the reach as units and owners. */
export function filterOf(db: Db, { secrets }: WithSecrets, search: MemberSearch): SearchFilter {
  const { reach, text, identity, unit_ids: asked, ...conditions } = search;
  const { tenant_id } = db;
  const { unit_ids: homes, owner_staff_id } = memberParams(reach);
  const unit_ids = asked?.filter((unit_id) => homes === null || homes.includes(unit_id)) ?? homes;
  const named = (one: IdentityValue) => ({
    kind: one.kind,
    issuer: one.issuer,
    indexes: identityIndexesOf(secrets, tenant_id, one),
  });
  const filter: SearchFilter = {
    ...conditions,
    tenant_id,
    unit_ids,
    owner_staff_id,
    identity: identity && named(identity),
  };
  const query = readMemberQuery(text ?? "");
  switch (query?.by) {
    case "phone": {
      const phone_indexes = phoneIndexesOf(secrets, tenant_id, query.phone);
      return { ...filter, phone_indexes, identity: named(phoneIdentity(query.phone)) };
    }
    case "id_number":
      return { ...filter, id_number_indexes: idNumberIndexesOf(secrets, tenant_id, query.id_number) };
    case "phone_tail":
      return { ...filter, phone_tail: query.tail };
    case "card_no":
      return { ...filter, card_no: query.card_no };
    case "email":
      return { ...filter, identity: named({ kind: "email", issuer: "", value: query.email }) };
    case "name":
      return { ...filter, name: { key: query.key, grams: query.grams } };
    default:
      return filter;
  }
}
