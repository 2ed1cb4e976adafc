import type { App } from "../../platform/app.ts";
import type { By } from "../../platform/audit/by.ts";
import { recordAudit } from "../../platform/audit/record-audit.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Db, Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { appendEvents } from "../../platform/events/outbox.ts";
import { findUnused, lockMembers } from "./db/undo.gen.ts";

/**
 * Takes back people whom an import has brought and whom nothing happened to since: no value, purchase, visit, tier,
 * sign-in, household or change. Answers those who are gone.
 */
export async function undoRegistrations(
  tx: Tx,
  { runtime }: App,
  by: By,
  member_ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (member_ids.length === 0) return new Set();
  const all = { tenant_id: tx.tenant_id, member_ids: [...member_ids].sort() };
  // Whoever writes about a member locks the member first: locked and looked at again, nothing can happen to them any more.
  await run(tx, lockMembers, all);
  const gone = (await run(tx, findUnused, all)).map((row) => row.member_id);
  if (gone.length === 0) return new Set();
  for (const table of ["members.member_tag", "members.identity", "members.name_gram", "members.member"] as const) {
    await tx.run(sql_builder.deleteFrom(table).where("tenant_id", "=", tx.tenant_id).where("member_id", "in", gone));
  }
  const now = runtime.clock.now();
  await appendEvents(
    tx,
    gone.map((member_id) => ({
      event_id: runtime.ids.next(),
      type: "member.import_undone",
      subject_id: member_id,
      payload: { member_id },
      business_time: now,
      recorded_at: now,
    })),
  );
  await recordAudit(tx, runtime, by, {
    action: "member.import_undone",
    subject: { kind: "member", id: null },
    after: { count: gone.length },
  });
  return new Set(gone);
}

/** How many of these an undo would take back now. */
export async function countUnusedMembers(db: Db, member_ids: readonly string[]): Promise<number> {
  return (await run(db, findUnused, { tenant_id: db.tenant_id, member_ids: [...member_ids] })).length;
}
