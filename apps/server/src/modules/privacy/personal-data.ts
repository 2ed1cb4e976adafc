import { sql_builder } from "../../platform/db/builder.ts";
import { run } from "../../platform/db/sql.ts";
import { registerPersonalData } from "../../platform/personal-data/registry.ts";
import { WORDS_COLUMN } from "./erasure/erase-person.ts";
import { redactRequests, redactSteps } from "./db/personal-data.gen.ts";

registerPersonalData({
  room: "privacy",
  // That somebody asked and was answered in time has to be shown; what they wrote is gone with them.
  tables: { "privacy.subject_request": "cleared" },
  collect: async (db, _app, member_id) => ({
    subject_requests: await db.all(
      sql_builder
        .selectFrom("privacy.subject_request")
        .select(["kind", "state", "note", "received_at", "due_date", "outcome", "closed_at"])
        .where("tenant_id", "=", db.tenant_id)
        .where("member_id", "=", member_id)
        .orderBy("received_at"),
    ),
  }),
  about: async (db, member_id) => {
    const rows = await db.all(
      sql_builder
        .selectFrom("privacy.subject_request")
        .select("request_id")
        .where("tenant_id", "=", db.tenant_id)
        .where("member_id", "=", member_id),
    );
    return rows.map(({ request_id }) => request_id);
  },
  sealed: [{ table: "privacy.subject_request", key: "request_id", cipher: "words_cipher", place: WORDS_COLUMN }],
  erase: async (tx, _app, { member_id, needles }) => {
    const mine = { tenant_id: tx.tenant_id, member_id, needles: [...needles] };
    await run(tx, redactRequests, mine);
    await run(tx, redactSteps, mine);
  },
});
