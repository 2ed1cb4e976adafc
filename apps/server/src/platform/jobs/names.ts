import { sql_builder } from "../db/builder.ts";
import { registerNames } from "../names.ts";
import { findJobKind } from "./job-kinds.ts";

/** As its starter called it, or as its kind is called. */
registerNames("job", async (db, ids, language) => {
  const rows = await db.all(
    sql_builder
      .selectFrom("platform.job")
      .select(["job_id", "kind", "title"])
      .where("tenant_id", "=", db.tenant_id)
      .where("job_id", "in", [...ids]),
  );
  return new Map(rows.map((row) => [row.job_id, row.title || (findJobKind(row.kind)?.label[language] ?? row.kind)]));
});
