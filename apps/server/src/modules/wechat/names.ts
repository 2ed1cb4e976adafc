import { sql_builder } from "../../platform/db/builder.ts";
import { registerNames } from "../../platform/names.ts";

registerNames("wechat_account", async (db, ids) => {
  const rows = await db.all(
    sql_builder
      .selectFrom("wechat.account")
      .select(["account_id", "name"])
      .where("tenant_id", "=", db.tenant_id)
      .where("account_id", "in", [...ids]),
  );
  return new Map(rows.map((row) => [row.account_id, row.name]));
});
