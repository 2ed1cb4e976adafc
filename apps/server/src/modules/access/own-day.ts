// What somebody on the staff has done today: read off the audit log, into which every write of theirs goes.
import { sql_builder } from "../../platform/db/builder.ts";
import type { Db } from "../../platform/db/pool.ts";

const COUNTED = {
  registered: "member.registered",
  admissions: "admission.decided",
  purchases: "purchase.committed",
} as const;

export type OwnDay = Record<keyof typeof COUNTED, number>;

export async function readOwnDay(db: Db, staff_id: string, since: Date): Promise<OwnDay> {
  const rows = await db.all(
    sql_builder
      .selectFrom("platform.v_audit_entry")
      .select("action")
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .where("tenant_id", "=", db.tenant_id)
      .where("actor_id", "=", staff_id)
      .where("recorded_at", ">=", since)
      .where("action", "in", Object.values(COUNTED))
      .groupBy("action"),
  );
  const counted = new Map(rows.map(({ action, count }) => [action, count]));
  const of = (what: keyof typeof COUNTED) => counted.get(COUNTED[what]) ?? 0;
  return { registered: of("registered"), admissions: of("admissions"), purchases: of("purchases") };
}
