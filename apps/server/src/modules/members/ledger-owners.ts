// Members as owners of accounts: who may see them, and whose value may not be spent.
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
  async visible(db, member_ids, scope) {
    if (member_ids.length === 0) return new Set();
    const query = among(db, member_ids);
    const rows = await db.all(scope === "all" ? query : query.where("home_unit_id", "in", [...scope]));
    return new Set(rows.map((row) => row.member_id));
  },
  async frozen(db, member_ids) {
    if (member_ids.length === 0) return new Set();
    const rows = await db.all(among(db, member_ids).where("status", "=", "blocked"));
    return new Set(rows.map((row) => row.member_id));
  },
});
