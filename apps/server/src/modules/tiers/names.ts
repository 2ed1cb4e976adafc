import { sql_builder } from "../../platform/db/builder.ts";
import { registerNames } from "../../platform/names.ts";

registerNames("tier", async (db, ids) => {
  const rows = await db.all(
    sql_builder
      .selectFrom("tiers.tier")
      .select(["tier_id", "name"])
      .where("tenant_id", "=", db.tenant_id)
      .where("tier_id", "in", [...ids]),
  );
  return new Map(rows.map((row) => [row.tier_id, row.name]));
});
