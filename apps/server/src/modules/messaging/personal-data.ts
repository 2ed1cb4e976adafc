import { sql_builder } from "../../platform/db/builder.ts";
import { registerPersonalData } from "../../platform/personal-data/registry.ts";
import { registerDataClass } from "../../platform/personal-data/retention.ts";
import { ADDRESSEE } from "./addressee.ts";
import { forgetAddressee } from "./forget-addressee.ts";

registerPersonalData({
  room: "messaging",
  tables: { "messaging.message": "cleared" },
  erase: async (tx, { secrets }, { addresses }) => {
    for (const address of addresses) await forgetAddressee(tx, secrets, address);
  },
  sealed: [
    {
      table: "messaging.message",
      key: "message_id",
      cipher: "to_cipher",
      place: "to",
      index: { column: "to_index", field: ADDRESSEE },
    },
    { table: "messaging.message", key: "message_id", cipher: "content_cipher", place: "content" },
    { table: "messaging.channel", key: "channel_id", cipher: "credentials_cipher", place: "credentials" },
  ],
});

registerDataClass({
  code: "messages",
  default_days: 180,
  least_days: 7,
  count: async (db, before) => {
    const old = sql_builder
      .selectFrom("messaging.message")
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .where("tenant_id", "=", db.tenant_id)
      .where("created_at", "<", before);
    return (await db.first(old))?.count ?? 0;
  },
  remove: (tx, before, limit) =>
    tx.run(
      sql_builder
        .deleteFrom("messaging.message")
        .where("tenant_id", "=", tx.tenant_id)
        .where("message_id", "in", (eb) =>
          eb
            .selectFrom("messaging.message")
            .select("message_id")
            .where("tenant_id", "=", tx.tenant_id)
            .where("created_at", "<", before)
            .limit(limit),
        ),
    ),
});
