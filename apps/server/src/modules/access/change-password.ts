import type { App } from "../../platform/app.ts";
import type { By } from "../../platform/audit/by.ts";
import { recordAudit } from "../../platform/audit/record-audit.ts";
import { hashPassword } from "../../platform/crypto/password.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { judgePassword, PASSWORD_MIN } from "./domain/password-rules.ts";
import { endSessionsOfPerson, setPassword } from "./people.ts";
import { checkPassword, type Holder } from "./second-factor.ts";
import { getSession, openSession } from "./sessions.ts";

/** @throws password_too_short · password_common · password_has_email, at the field */
export function requireGoodPassword(password: string, email: string): void {
  const code = judgePassword(password, email);
  if (code) throw new AppError(code, { min: PASSWORD_MIN }, [{ pointer: "/password", code }]);
}

/**
 * A new password ends every session of the person, everywhere, and opens a new one in the place of this.
 * @throws password_wrong · locked_out · and the rules of passwords
 */
export async function changePassword(
  app: App,
  tenant_id: string,
  { person, staff_id, session_id }: Holder,
  input: { current_password: string; password: string; user_agent: string },
  by: By,
): Promise<{ token: string; session_id: string; ended: string[] }> {
  await checkPassword(app, person, input.current_password);
  requireGoodPassword(input.password, person.email);
  const password_hash = await hashPassword(input.password);
  const now = app.runtime.clock.now();
  return app.database.write(tenant_id, async (tx) => {
    const { transport } = await getSession(tx, session_id);
    await setPassword(tx, person.person_id, password_hash, now);
    const ended = await endSessionsOfPerson(tx, person.person_id, null, now);
    const opened = await openSession(tx, app.runtime, { staff_id, transport, user_agent: input.user_agent });
    await recordAudit(tx, app.runtime, by, { action: "password.changed", subject: { kind: "staff", id: staff_id } });
    return { ...opened, ended };
  });
}
