// Who is who: rows of members that were merged are one person.
import { sql_builder } from "../../platform/db/builder.ts";
import type { Db } from "../../platform/db/pool.ts";
import { registerPersons } from "../../platform/persons.ts";

registerPersons(async (db, member_ids) => {
  const rows = await db.query<{ member_id: string; merged_into: string }>({
    name: "members_find_persons",
    text: `select member_id, merged_into from members.member
           where tenant_id = $1 and member_id = any ($2) and merged_into is not null`,
    values: [db.tenant_id, member_ids],
  });
  return new Map(rows.map((row) => [row.member_id, row.merged_into]));
});

/** The member who answers for this id now: themselves, or whom they were merged into. */
export async function personOf(db: Db, member_id: string): Promise<string> {
  const row = await db.first(
    sql_builder
      .selectFrom("members.v_person")
      .select("person_id")
      .where("tenant_id", "=", db.tenant_id)
      .where("member_id", "=", member_id),
  );
  return row?.person_id ?? member_id;
}

/** Every id a person has had, their own first: what is told of them stands under each. */
export async function personIds(db: Db, member_id: string): Promise<string[]> {
  const rows = await db.query<{ member_id: string }>({
    name: "members_person_ids",
    text: "select member_id from members.member where tenant_id = $1 and merged_into = $2 order by member_id",
    values: [db.tenant_id, member_id],
  });
  return [member_id, ...rows.map((row) => row.member_id)];
}
