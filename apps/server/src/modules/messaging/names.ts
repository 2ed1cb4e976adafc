import { sql_builder } from "../../platform/db/builder.ts";
import { registerNames } from "../../platform/names.ts";

registerNames("channel", async (db, ids) => {
  const rows = await db.all(
    sql_builder
      .selectFrom("messaging.channel")
      .select(["channel_id", "name"])
      .where("tenant_id", "=", db.tenant_id)
      .where("channel_id", "in", [...ids]),
  );
  return new Map(rows.map((row) => [row.channel_id, row.name]));
});
