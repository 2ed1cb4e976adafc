import { run } from "../../platform/db/sql.ts";
import { registerPersonalData } from "../../platform/personal-data/registry.ts";
import { listOwnerEntries, listOwnerIds, redactOwner } from "./db/personal-data.gen.ts";

registerPersonalData({
  room: "ledger",
  // Amounts and opaque ids: the proof stands on them. Only free words may hold a name.
  tables: {
    "ledger.account": "kept",
    "ledger.entry": "kept",
    "ledger.lot": "kept",
    "ledger.owner_merge": "kept",
    "ledger.hold": "cleared",
    "ledger.transaction": "cleared",
    "ledger.reversal": "cleared",
  },
  collect: async (db, _app, member_id) => ({
    points_entries: await run(db, listOwnerEntries, { tenant_id: db.tenant_id, owner_id: member_id }),
  }),
  about: async (db, member_id) => {
    const rows = await run(db, listOwnerIds, { tenant_id: db.tenant_id, owner_id: member_id });
    return rows.map(({ id }) => id);
  },
  erase: async (tx, _app, { member_id, needles }) => {
    await run(tx, redactOwner, { tenant_id: tx.tenant_id, owner_id: member_id, needles: [...needles] });
  },
});
