import type { App } from "../../platform/app.ts";
import { recordAudit } from "../../platform/audit/record-audit.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { requireGrantable, type StaffGrantor } from "./change-staff.ts";
import { getStaff } from "./list-staff.ts";
import { endSessionsOfPerson, getPerson } from "./people.ts";
import { listPosts } from "./posts.ts";
import { getRole } from "./roles.ts";

/**
 * For somebody who lost phone and recovery codes: the second factor is off and every session ends. Not for oneself, not for
 * somebody stronger, and not for somebody who works for other tenants as well, whose door it would open. Answers the
 * sessions that ended.
 * @throws not_found · own_role · beyond_own_rights · totp_off · works_elsewhere
 */
export async function resetSecondFactor(
  app: App,
  tenant_id: string,
  input: { staff_id: string; reason: string },
  grantor: StaffGrantor,
): Promise<string[]> {
  const { database, runtime } = app;
  const { staff_id, reason } = input;
  if (staff_id === grantor.staff_id) throw new AppError("own_role");
  const { person_id } = await database.read(tenant_id, async (db) => {
    await getStaff(db, staff_id, grantor.reach);
    return getPerson(db, staff_id);
  });
  const posts = await listPosts(database, person_id);
  if (posts.some((post) => post.tenant_id !== tenant_id)) throw new AppError("works_elsewhere");
  return database.write(tenant_id, async (tx) => {
    const staff = await getStaff(tx, staff_id, grantor.reach);
    await requireGrantable(tx, grantor, await getRole(tx, staff.role_id), staff.unit_id);
    const [removed] = await tx.query<{ yes: boolean }>({
      text: "select access.remove_totp($1) as yes",
      values: [person_id],
    });
    if (!removed?.yes) throw new AppError("totp_off");
    const ended = await endSessionsOfPerson(tx, person_id, null, runtime.clock.now());
    await recordAudit(tx, runtime, grantor.by, {
      action: "totp.reset",
      subject: { kind: "staff", id: staff_id },
      reason,
    });
    return ended;
  });
}
