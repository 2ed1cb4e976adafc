import { sql_builder } from "../../platform/db/builder.ts";
import { run } from "../../platform/db/sql.ts";
import { registerPersonalData } from "../../platform/personal-data/registry.ts";
import { redactAdjustments } from "./db/personal-data.gen.ts";

registerPersonalData({
  room: "points",
  tables: {
    "points.adjustment": "cleared",
    "points.daily_award": "kept",
    "points.group_award": "kept",
    "points.rule_usage": "kept",
    "points.streak": "kept",
  },
  collect: async (db, _app, member_id) => ({
    points_adjustments: await db.all(
      sql_builder
        .selectFrom("points.adjustment")
        .select(["points", "reason", "state", "requested_at", "decided_at"])
        .where("tenant_id", "=", db.tenant_id)
        .where("member_id", "=", member_id)
        .orderBy("requested_at"),
    ),
    behaviour_streaks: await db.all(
      sql_builder
        .selectFrom("points.streak")
        .select(["behaviour", "last_date", "days"])
        .where("tenant_id", "=", db.tenant_id)
        .where("member_id", "=", member_id),
    ),
  }),
  about: async (db, member_id) => {
    const rows = await db.all(
      sql_builder
        .selectFrom("points.adjustment")
        .select("adjustment_id")
        .where("tenant_id", "=", db.tenant_id)
        .where("member_id", "=", member_id),
    );
    return rows.map(({ adjustment_id }) => adjustment_id);
  },
  erase: async (tx, _app, { member_id, needles }) => {
    await run(tx, redactAdjustments, { tenant_id: tx.tenant_id, member_id, needles: [...needles] });
  },
});
