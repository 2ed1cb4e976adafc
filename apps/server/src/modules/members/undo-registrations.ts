import type { App } from "../../platform/app.ts";
import type { By } from "../../platform/audit/by.ts";
import { recordAudit } from "../../platform/audit/record-audit.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { appendEvents } from "../../platform/events/outbox.ts";
import { lockUnused } from "./db/undo.gen.ts";

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
  const unused = await run(tx, lockUnused, { tenant_id: tx.tenant_id, member_ids: [...member_ids].sort() });
  const gone = unused.map((row) => row.member_id);
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
