import { sql_builder } from "../../../platform/db/builder.ts";
import { registerNames } from "../../../platform/names.ts";

registerNames("saved_view", async (db, ids) => {
  const rows = await db.all(
    sql_builder
      .selectFrom("members.saved_view")
      .select(["view_id", "name"])
      .where("tenant_id", "=", db.tenant_id)
      .where("view_id", "in", [...ids]),
  );
  return new Map(rows.map((row) => [row.view_id, row.name]));
});

/** A bulk change is called after why it was done. */
registerNames("bulk", async (db, ids) => {
  const rows = await db.all(
    sql_builder
      .selectFrom("members.bulk")
      .select(["bulk_id", "reason"])
      .where("tenant_id", "=", db.tenant_id)
      .where("bulk_id", "in", [...ids]),
  );
  return new Map(rows.map((row) => [row.bulk_id, row.reason]));
});
