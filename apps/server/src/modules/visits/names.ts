import { sql_builder } from "../../platform/db/builder.ts";
import { registerNames } from "../../platform/names.ts";

registerNames("gate", async (db, ids) => {
  const rows = await db.all(
    sql_builder
      .selectFrom("visits.gate")
      .select(["gate_id", "name"])
      .where("tenant_id", "=", db.tenant_id)
      .where("gate_id", "in", [...ids]),
  );
  return new Map(rows.map((row) => [row.gate_id, row.name]));
});
