import { sql_builder } from "../../platform/db/builder.ts";
import { registerPersonalData } from "../../platform/personal-data/registry.ts";

registerPersonalData({
  room: "kiosk",
  // Gone with whoever stood there, within minutes.
  tables: { "kiosk.visit": "removed" },
  collect: async (db, _app, member_id) => ({
    kiosk_visits: await db.all(
      sql_builder
        .selectFrom("kiosk.visit")
        .select(["opened_at", "proof"])
        .where("tenant_id", "=", db.tenant_id)
        .where("member_id", "=", member_id),
    ),
  }),
  erase: async (tx, _app, { member_id }) => {
    await tx.run(
      sql_builder.deleteFrom("kiosk.visit").where("tenant_id", "=", tx.tenant_id).where("member_id", "=", member_id),
    );
  },
  sealed: [],
});
