import { sql_builder } from "../../platform/db/builder.ts";
import { registerNames } from "../../platform/names.ts";

registerNames("device", async (db, ids) => {
  const rows = await db.all(
    sql_builder
      .selectFrom("devices.device")
      .select(["device_id", "name"])
      .where("tenant_id", "=", db.tenant_id)
      .where("device_id", "in", [...ids]),
  );
  return new Map(rows.map((row) => [row.device_id, row.name]));
});
