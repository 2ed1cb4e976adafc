// Members as owners of accounts: who may see them, and whose value may not be spent.
import { memberParams } from "../../platform/kernel/reach.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Db } from "../../platform/db/pool.ts";
import { registerOwnerType } from "../ledger/index.ts";

const among = (db: Db, member_ids: readonly string[]) =>
  sql_builder
    .selectFrom("members.member")
    .select("member_id")
    .where("tenant_id", "=", db.tenant_id)
    .where("member_id", "in", member_ids);

registerOwnerType("member", {
  id_kind: "member",
  async visible(db, member_ids, reach) {
    if (member_ids.length === 0) return new Set();
    const { unit_ids, owner_staff_id } = memberParams(reach);
    let query = among(db, member_ids);
    if (unit_ids) query = query.where("home_unit_id", "in", unit_ids);
    if (owner_staff_id) query = query.where("owner_staff_id", "=", owner_staff_id);
    const rows = await db.all(query);
    return new Set(rows.map((row) => row.member_id));
  },
  async frozen(db, member_ids) {
    if (member_ids.length === 0) return new Set();
    const rows = await db.all(among(db, member_ids).where((eb) => eb(eb.val("spend"), "=", eb.fn.any("block_scopes"))));
    return new Set(rows.map((row) => row.member_id));
  },
});
