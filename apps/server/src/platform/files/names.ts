import { sql_builder } from "../db/builder.ts";
import { registerNames } from "../names.ts";

registerNames("file", async (db, ids) => {
  const rows = await db.all(
    sql_builder
      .selectFrom("platform.file")
      .select(["file_id", "name"])
      .where("tenant_id", "=", db.tenant_id)
      .where("file_id", "in", [...ids]),
  );
  return new Map(rows.map((row) => [row.file_id, row.name]));
});
