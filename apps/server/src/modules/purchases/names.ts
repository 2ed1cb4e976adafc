import { sql_builder } from "../../platform/db/builder.ts";
import { registerNames } from "../../platform/names.ts";
import { titleOf } from "./domain/decide.ts";

/** After what was bought, as statements say it. */
registerNames("purchase", async (db, ids) => {
  const lines = await db.all(
    sql_builder
      .selectFrom("purchases.purchase_line")
      .select(["purchase_id", "item_name", "quantity"])
      .where("tenant_id", "=", db.tenant_id)
      .where("purchase_id", "in", [...ids])
      .orderBy("line_no"),
  );
  const titles = Map.groupBy(lines, ({ purchase_id }) => purchase_id);
  return new Map([...titles].map(([purchase_id, own]) => [purchase_id, titleOf(own)]));
});
