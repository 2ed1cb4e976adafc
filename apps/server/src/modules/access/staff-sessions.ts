// Sessions of others, for who looks after the staff.
import type { By } from "../../platform/audit/by.ts";
import { recordAudit } from "../../platform/audit/record-audit.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Db, Tx } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { revokeSession } from "./sessions.ts";

/** @throws not_found for somebody outside the scope */
export async function requireStaffInScope(
  db: Db,
  staff_id: string,
  scope: "all" | readonly string[],
): Promise<{ staff_id: string; name: string }> {
  let query = sql_builder
    .selectFrom("access.staff")
    .select(["staff_id", "name"])
    .where("tenant_id", "=", db.tenant_id)
    .where("staff_id", "=", staff_id);
  if (scope !== "all") query = query.where("unit_id", "in", [...scope]);
  const row = await db.first(query);
  if (!row) throw new AppError("not_found");
  return row;
}

/** Ends one session of somebody, or all of them. Answers which. @throws not_found when there is none to end */
export async function endSessionsOfStaff(
  tx: Tx,
  runtime: Runtime,
  input: { staff_id: string; session_id?: string; scope: "all" | readonly string[] },
  by: By,
): Promise<string[]> {
  const { staff_id, session_id } = input;
  await requireStaffInScope(tx, staff_id, input.scope);
  let ending = sql_builder
    .updateTable("access.session")
    .set({ revoked_at: runtime.clock.now() })
    .where("tenant_id", "=", tx.tenant_id)
    .where("staff_id", "=", staff_id)
    .where("revoked_at", "is", null)
    .returning("session_id");
  if (session_id !== undefined) ending = ending.where("session_id", "=", session_id);
  const ended = (await tx.all(ending)).map((row) => row.session_id);
  if (session_id !== undefined && ended.length === 0) throw new AppError("not_found");
  const subject = { kind: "staff", id: staff_id } as const;
  await recordAudit(tx, runtime, by, { action: "session.ended", subject, after: { sessions: ended.length } });
  return ended;
}

/** Ends one of one's own sessions. @throws not_found for one that is over, or somebody else's */
export async function endOwnSession(
  tx: Tx,
  runtime: Runtime,
  input: { staff_id: string; session_id: string },
  by: By,
): Promise<void> {
  await revokeSession(tx, runtime, input);
  const subject = { kind: "staff", id: input.staff_id } as const;
  await recordAudit(tx, runtime, by, { action: "session.ended", subject, after: { sessions: 1 } });
}

/** Ends all of one's own sessions but the one in use. */
export async function endOtherSessions(
  tx: Tx,
  runtime: Runtime,
  input: { staff_id: string; session_id: string },
  by: By,
): Promise<string[]> {
  const rows = await tx.all(
    sql_builder
      .updateTable("access.session")
      .set({ revoked_at: runtime.clock.now() })
      .where("tenant_id", "=", tx.tenant_id)
      .where("staff_id", "=", input.staff_id)
      .where("session_id", "!=", input.session_id)
      .where("revoked_at", "is", null)
      .returning("session_id"),
  );
  const subject = { kind: "staff", id: input.staff_id } as const;
  await recordAudit(tx, runtime, by, { action: "session.ended", subject, after: { sessions: rows.length } });
  return rows.map((row) => row.session_id);
}
