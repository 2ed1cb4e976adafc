// Ending sessions: one's own, and those of others for who looks after the staff.
import type { By } from "../../platform/audit/by.ts";
import { recordAudit } from "../../platform/audit/record-audit.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Reach } from "../../platform/kernel/reach.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { getStaff } from "./list-staff.ts";
import { revokeSessions } from "./sessions.ts";

/** Ends one session of somebody, or all of them. Answers which. @throws not_found when there is none to end */
export async function endSessionsOfStaff(
  tx: Tx,
  runtime: Runtime,
  { reach, ...input }: { staff_id: string; session_id?: string; reach: Pick<Reach, "scope"> },
  by: By,
): Promise<string[]> {
  await getStaff(tx, input.staff_id, reach);
  return end(tx, runtime, input, by);
}

/** Ends one of one's own sessions. @throws not_found for one that is over, or somebody else's */
export async function endOwnSession(
  tx: Tx,
  runtime: Runtime,
  { staff_id, session_id }: { staff_id: string; session_id: string },
  by: By,
): Promise<void> {
  await end(tx, runtime, { staff_id, session_id }, by);
}

/** Ends all of one's own sessions but the one in use. Answers which. */
export async function endOtherSessions(
  tx: Tx,
  runtime: Runtime,
  { staff_id, session_id }: { staff_id: string; session_id: string },
  by: By,
): Promise<string[]> {
  return end(tx, runtime, { staff_id, except: session_id }, by);
}

async function end(tx: Tx, runtime: Runtime, input: Parameters<typeof revokeSessions>[2], by: By): Promise<string[]> {
  const ended = await revokeSessions(tx, runtime, input);
  if (input.session_id !== undefined && ended.length === 0) throw new AppError("not_found");
  const subject = { kind: "staff", id: input.staff_id } as const;
  await recordAudit(tx, runtime, by, { action: "session.ended", subject, after: { sessions: ended.length } });
  return ended;
}
