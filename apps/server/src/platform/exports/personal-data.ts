import { registerPersonalData } from "../personal-data/registry.ts";

registerPersonalData({
  room: "exports",
  tables: { "platform.export": "cleared" },
  // A search or a reason may name anybody; the files themselves are gone after a week.
  async erase(tx, _app, { needles }) {
    await tx.execute({
      text: `update platform.export set filter = platform.redact(filter, $2), reason = platform.redact(reason, $2)
             where tenant_id = $1 and platform.mentions(concat(filter::text, reason), $2)`,
      values: [tx.tenant_id, needles],
    });
  },
});
