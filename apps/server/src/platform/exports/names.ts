import { sql_builder } from "../db/builder.ts";
import { registerNames } from "../names.ts";
import { findExportKind } from "./export-kinds.ts";

/** After what was taken out. */
registerNames("export", async (db, ids, language) => {
  const rows = await db.all(
    sql_builder
      .selectFrom("platform.export")
      .select(["export_id", "kind"])
      .where("tenant_id", "=", db.tenant_id)
      .where("export_id", "in", [...ids]),
  );
  return new Map(rows.map((row) => [row.export_id, findExportKind(row.kind)?.label[language] ?? row.kind]));
});
