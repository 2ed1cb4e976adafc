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

/** After what it tells. */
registerNames("webhook_delivery", async (db, ids) => {
  const rows = await db.all(
    sql_builder
      .selectFrom("webhooks.delivery")
      .select(["delivery_id", "type"])
      .where("tenant_id", "=", db.tenant_id)
      .where("delivery_id", "in", [...ids]),
  );
  return new Map(rows.map((row) => [row.delivery_id, row.type]));
});
