import { sql_builder } from "../db/builder.ts";
import { registerNames } from "../names.ts";

/** The file that was brought in. */
registerNames("import", async (db, ids) => {
  const rows = await db.all(
    sql_builder
      .selectFrom("platform.import")
      .select(["import_id", "name"])
      .where("tenant_id", "=", db.tenant_id)
      .where("import_id", "in", [...ids]),
  );
  return new Map(rows.map((row) => [row.import_id, row.name]));
});
