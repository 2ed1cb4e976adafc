import { sql_builder } from "../../platform/db/builder.ts";
import { registerNames } from "../../platform/names.ts";

registerNames("document", async (db, ids) => {
  const rows = await db.all(
    sql_builder
      .selectFrom("consents.document")
      .select(["document_id", "title"])
      .where("tenant_id", "=", db.tenant_id)
      .where("document_id", "in", [...ids]),
  );
  return new Map(rows.map((row) => [row.document_id, row.title]));
});
