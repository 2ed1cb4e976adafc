import { sql_builder } from "../../platform/db/builder.ts";
import { run } from "../../platform/db/sql.ts";
import { registerPersonalData } from "../../platform/personal-data/registry.ts";
import { redactMemberTiers } from "./db/personal-data.gen.ts";

registerPersonalData({
  room: "tiers",
  tables: { "tiers.member_tier": "cleared" },
  collect: async (db, _app, member_id) => ({
    tiers: await db.all(
      sql_builder
        .selectFrom("tiers.v_member_tier")
        .select(["code", "valid_from", "valid_until"])
        .where("tenant_id", "=", db.tenant_id)
        .where("member_id", "=", member_id)
        .orderBy("valid_from"),
    ),
  }),
  erase: async (tx, _app, { member_id, needles }) => {
    await run(tx, redactMemberTiers, { tenant_id: tx.tenant_id, member_id, needles: [...needles] });
  },
});
