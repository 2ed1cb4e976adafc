// A page of members in one of the orders of the list. Every order is total and told by the row itself, so that a page goes on
// where the last one ended, whoever came or left in between.
import { z } from "zod";
import type { Keyed } from "../../../platform/crypto/secrets.ts";
import { sql_builder } from "../../../platform/db/builder.ts";
import type { Db } from "../../../platform/db/pool.ts";
import { readCursor } from "../../../platform/http/pages.ts";
import { matchingMembers, type MemberPosition, type SearchFilter } from "../db/search.ts";
import { filterOf, type MemberSearch } from "../search-members.ts";
import type { MemberSort } from "./filter-schema.ts";

export interface ListedMember {
  member_id: string;
  card_no: string;
  name: string;
  phone_cipher: Buffer | null;
  home_unit_id: string;
  owner_staff_id: string | null;
  source: string;
  sex: "female" | "male" | "other" | null;
  status: "active" | "blocked";
  joined_at: Date;
  /** Where the list goes on after this one. */
  position: ListPosition;
}

export const LISTED = [
  "m.member_id",
  "m.card_no",
  "m.name",
  "m.phone_cipher",
  "m.home_unit_id",
  "m.owner_staff_id",
  "m.source",
  "m.sex",
  "m.status",
  "m.joined_at",
] as const;

/** By joining: instant and id. By a last day: the day first; null once those who never came are listed, newest first. */
export type ListPosition = readonly [string, string] | readonly [string | null, string, string];

const zJoined = z.tuple([z.iso.datetime(), z.uuid()]);
const zLast = z.tuple([z.iso.date().nullable(), z.iso.datetime(), z.uuid()]);

const LAST_COLUMNS = { "-last_visit": "last_visit_on", "-last_purchase": "last_purchase_on" } as const;
type LastSort = keyof typeof LAST_COLUMNS;
const isLast = (sort: MemberSort): sort is LastSort => sort in LAST_COLUMNS;

/** @throws cursor_invalid, also for one of another order */
export const readPosition = (cursor: string | undefined, sort: MemberSort): ListPosition | undefined =>
  isLast(sort) ? readCursor(cursor, zLast) : readCursor(cursor, zJoined);

export interface ListPage {
  sort?: MemberSort | undefined;
  limit: number;
  after?: ListPosition | undefined;
}

export async function listMembers(
  db: Db,
  app: Pick<Keyed, "secrets">,
  search: MemberSearch,
  { sort = "-joined_at", limit, after }: ListPage,
): Promise<ListedMember[]> {
  const filter = filterOf(db, app, search);
  if (isLast(sort)) return listByLast(db, filter, sort, { limit, after });
  const [joined_at, member_id] = after ?? [];
  const query = matchingMembers(filter, {
    oldest_first: sort === "joined_at",
    after: joined_at && member_id ? { joined_at: new Date(joined_at), member_id } : undefined,
  });
  const rows = await db.all(query.select(LISTED).limit(limit));
  return rows.map((row) => ({ ...row, position: [row.joined_at.toISOString(), row.member_id] }));
}

/** Who came last first; then, newest first, those who never came. */
async function listByLast(
  db: Db,
  filter: SearchFilter,
  sort: LastSort,
  { limit, after }: Pick<ListPage, "limit" | "after">,
): Promise<ListedMember[]> {
  const [day, joined, id = ""] = after ?? [];
  const column = `f.${LAST_COLUMNS[sort]}` as const;
  const came =
    after !== undefined && day === null ? [] : await listWhoCame(db, filter, { column, limit, day, member_id: id });
  if (came.length === limit) return came;
  const from = day === null && joined ? { joined_at: new Date(joined), member_id: id } : undefined;
  return [...came, ...(await listWhoNeverCame(db, filter, { column, limit: limit - came.length, after: from }))];
}

type LastColumn = `f.${(typeof LAST_COLUMNS)[LastSort]}`;

async function listWhoCame(
  db: Db,
  filter: SearchFilter,
  {
    column,
    limit,
    day,
    member_id,
  }: { column: LastColumn; limit: number; day: string | null | undefined; member_id: string },
): Promise<ListedMember[]> {
  let query = matchingMembers(filter)
    .clearOrderBy()
    .innerJoin("members.figure as f", (join) =>
      join.onRef("f.tenant_id", "=", "m.tenant_id").onRef("f.member_id", "=", "m.member_id"),
    )
    .where("f.tenant_id", "=", filter.tenant_id)
    .where(column, "is not", null);
  if (day)
    query = query.where(({ eb, refTuple, tuple }) => eb(refTuple(column, "f.member_id"), "<", tuple(day, member_id)));
  const rows = await db.all(
    query
      .select([...LISTED, `${column} as last_on`])
      .orderBy(column, "desc")
      .orderBy("f.member_id", "desc")
      .limit(limit),
  );
  return rows.map(({ last_on, ...row }) => ({
    ...row,
    position: [last_on ?? "", row.joined_at.toISOString(), row.member_id],
  }));
}

async function listWhoNeverCame(
  db: Db,
  filter: SearchFilter,
  { column, limit, after }: { column: LastColumn; limit: number; after: MemberPosition | undefined },
): Promise<ListedMember[]> {
  const query = matchingMembers(filter, { after }).where(({ not, exists, ref }) =>
    not(
      exists(
        sql_builder
          .selectFrom("members.figure as f")
          .select("f.member_id")
          .where("f.tenant_id", "=", filter.tenant_id)
          .where("f.member_id", "=", ref("m.member_id"))
          .where(column, "is not", null),
      ),
    ),
  );
  const rows = await db.all(query.select(LISTED).limit(limit));
  return rows.map((row) => ({ ...row, position: [null, row.joined_at.toISOString(), row.member_id] }));
}
