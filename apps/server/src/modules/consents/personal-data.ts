import { sql_builder } from "../../platform/db/builder.ts";
import { registerPersonalData } from "../../platform/personal-data/registry.ts";
import { listConsents } from "./read-consents.ts";

registerPersonalData({
  room: "consents",
  // What was agreed to, and when, has to be shown long after somebody has left; only where from is forgotten.
  tables: { "consents.consent": "cleared", "consents.standing": "removed" },
  collect: async (db, _app, member_id) => ({ consents: (await listConsents(db, member_id)).map(shown) }),
  async erase(tx, _app, { member_id }) {
    const { tenant_id } = tx;
    await tx.run(
      sql_builder
        .updateTable("consents.consent")
        .set({ ip: null })
        .where("tenant_id", "=", tenant_id)
        .where("member_id", "=", member_id),
    );
    await tx.run(
      sql_builder.deleteFrom("consents.standing").where("tenant_id", "=", tenant_id).where("member_id", "=", member_id),
    );
  },
});

function shown({
  purpose,
  action,
  text_version,
  channel,
  recorded_at,
  proof,
}: Awaited<ReturnType<typeof listConsents>>[number]) {
  return {
    purpose,
    action,
    text_version,
    channel,
    recorded_at: recorded_at.toISOString(),
    proof: proof?.toString("hex") ?? null,
  };
}
