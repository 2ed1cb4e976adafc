import { sql_builder } from "../../platform/db/builder.ts";
import { registerNames } from "../../platform/names.ts";

registerNames("webhook_endpoint", async (db, ids) => {
  const rows = await db.all(
    sql_builder
      .selectFrom("webhooks.endpoint")
      .select(["endpoint_id", "url"])
      .where("tenant_id", "=", db.tenant_id)
      .where("endpoint_id", "in", [...ids]),
  );
  return new Map(rows.map((row) => [row.endpoint_id, row.url]));
});
