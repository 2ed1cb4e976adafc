import { sql_builder } from "../../platform/db/builder.ts";
import { run } from "../../platform/db/sql.ts";
import { registerPersonalData } from "../../platform/personal-data/registry.ts";
import { listBought, listOwnIds, redactOrderNumbers, redactRefunds } from "./db/personal-data.gen.ts";

registerPersonalData({
  room: "purchases",
  tables: { "purchases.purchase": "cleared", "purchases.refund": "cleared" },
  collect: async (db, _app, member_id) => ({
    purchases: await run(db, listBought, { tenant_id: db.tenant_id, member_id }),
    refunds: await db.all(
      sql_builder
        .selectFrom("purchases.refund")
        .select(["business_time", "amount_fen", "points_refunded", "reason"])
        .where("tenant_id", "=", db.tenant_id)
        .where("member_id", "=", member_id)
        .orderBy("business_time"),
    ),
  }),
  about: async (db, member_id) => {
    const rows = await run(db, listOwnIds, { tenant_id: db.tenant_id, member_id });
    return rows.map(({ id }) => id);
  },
  erase: async (tx, _app, { member_id, needles }) => {
    const mine = { tenant_id: tx.tenant_id, member_id, needles: [...needles] };
    await run(tx, redactRefunds, mine);
    await run(tx, redactOrderNumbers, mine);
  },
});
