import { sql_builder } from "../../platform/db/builder.ts";
import { registerNames } from "../../platform/names.ts";

registerNames("incident", async (db, ids) => {
  const rows = await db.all(
    sql_builder
      .selectFrom("privacy.incident")
      .select(["incident_id", "title"])
      .where("tenant_id", "=", db.tenant_id)
      .where("incident_id", "in", [...ids]),
  );
  return new Map(rows.map((row) => [row.incident_id, row.title]));
});
