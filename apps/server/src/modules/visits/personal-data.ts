import { sql_builder } from "../../platform/db/builder.ts";
import { registerPersonalData } from "../../platform/personal-data/registry.ts";

registerPersonalData({
  room: "visits",
  // Who passed a gate when, by opaque id: without the member's row nobody can say whose it was.
  tables: { "visits.admission": "kept", "visits.presence": "kept" },
  collect: async (db, _app, member_id) => ({
    visits: await db.all(
      sql_builder
        .selectFrom("visits.admission as a")
        .innerJoin("visits.gate as g", (join) =>
          join.on("g.tenant_id", "=", db.tenant_id).onRef("g.gate_id", "=", "a.gate_id"),
        )
        .select(["a.business_time", "a.kind", "a.admitted", "a.quantity", "g.name as gate"])
        .where("a.tenant_id", "=", db.tenant_id)
        .where("a.member_id", "=", member_id)
        .orderBy("a.business_time"),
    ),
  }),
});
