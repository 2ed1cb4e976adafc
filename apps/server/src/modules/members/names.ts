import { sql_builder } from "../../platform/db/builder.ts";
import { registerNames } from "../../platform/names.ts";
import { listFields } from "./fields/list-fields.ts";

registerNames(
  "member",
  async (db, ids) => {
    const rows = await db.all(
      sql_builder
        .selectFrom("members.member")
        .select(["member_id", "name"])
        .where("tenant_id", "=", db.tenant_id)
        .where("member_id", "in", [...ids]),
    );
    return new Map(rows.map((row) => [row.member_id, row.name]));
  },
  "name",
);

registerNames("household", async (db, ids) => {
  const rows = await db.all(
    sql_builder
      .selectFrom("members.household")
      .select(["household_id", "name"])
      .where("tenant_id", "=", db.tenant_id)
      .where("household_id", "in", [...ids]),
  );
  return new Map(rows.map((row) => [row.household_id, row.name]));
});

registerNames("field", async (db, ids) => {
  const fields = (await listFields(db, "all")).filter(({ field_id }) => ids.includes(field_id));
  return new Map(fields.map(({ field_id, labels }) => [field_id, labels["zh-CN"]]));
});

registerNames("tag", async (db, ids) => {
  const rows = await db.all(
    sql_builder
      .selectFrom("members.tag")
      .select(["tag_id", "name"])
      .where("tenant_id", "=", db.tenant_id)
      .where("tag_id", "in", [...ids]),
  );
  return new Map(rows.map((row) => [row.tag_id, row.name]));
});
