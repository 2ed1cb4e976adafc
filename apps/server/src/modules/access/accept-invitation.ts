import type { App } from "../../platform/app.ts";
import { recordAudit } from "../../platform/audit/record-audit.ts";
import { hashPassword, verifyPassword } from "../../platform/crypto/password.ts";
import { hashToken } from "../../platform/crypto/tokens.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Database } from "../../platform/db/pool.ts";
import { present } from "../../platform/kernel/assert.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { countAttempt } from "./attempts.ts";
import { requireGoodPassword } from "./change-password.ts";
import { findPerson } from "./people.ts";
import type { Origin } from "./sign-in.ts";

export interface OpenInvitation {
  tenant_id: string;
  tenant_name: string;
  invitation_id: string;
  email: string;
  name: string;
  role_id: string;
  role_name: string;
  role_names: Record<string, string> | null;
  unit_id: string;
  unit_name: string;
  /** The person works for another tenant already and keeps their password. */
  known: boolean;
}

/** @throws link_gone */
export async function readInvitation({ database, runtime }: App, token: string): Promise<OpenInvitation> {
  const [row] = await database.call<OpenInvitation>({
    name: "find_invitation",
    text: "select * from access.find_invitation($1, $2)",
    values: [hashToken(token), runtime.clock.now()],
  });
  if (!row) throw new AppError("link_gone");
  return row;
}

/**
 * Makes the invited person staff. Somebody known shows their own password; somebody new chooses one. It opens no session:
 * a second factor would be passed by.
 * @throws link_gone · staff_exists · invalid_credentials · locked_out · and the rules of passwords
 */
export async function acceptInvitation(
  app: App,
  input: { token: string; password: string },
  origin: Origin,
): Promise<void> {
  const { database, runtime } = app;
  const invitation = await readInvitation(app, input.token);
  const password_hash = await passwordFor(app, invitation, input.password);
  const now = runtime.clock.now();
  const staff_id = runtime.ids.next();
  const { email, name, role_id, unit_id, invitation_id } = invitation;
  await database.write(invitation.tenant_id, async (tx) => {
    const accepted = await tx.run(
      sql_builder
        .updateTable("access.invitation")
        .set({ accepted_at: now })
        .where("tenant_id", "=", tx.tenant_id)
        .where("invitation_id", "=", invitation_id)
        .where("token_hash", "=", hashToken(input.token))
        .where("accepted_at", "is", null)
        .where("revoked_at", "is", null),
    );
    if (accepted === 0) throw new AppError("link_gone");
    const [person] = await tx.query<{ person_id: string }>({
      name: "ensure_person",
      text: "select access.ensure_person($1, $2, $3, $4) as person_id",
      values: [runtime.ids.next(), email, password_hash, now],
    });
    const { person_id } = present(person, "person");
    const { tenant_id } = tx;
    await tx.run(
      sql_builder
        .insertInto("access.staff")
        .values({ tenant_id, staff_id, person_id, email, name, role_id, unit_id, created_at: now }),
    );
    const by = { ...origin, actor: "staff", actor_id: staff_id, session_id: null } as const;
    await recordAudit(tx, runtime, by, {
      action: "invitation.accepted",
      subject: { kind: "invitation", id: invitation_id },
    });
  });
}

async function passwordFor(app: App, { known, email }: OpenInvitation, password: string): Promise<string> {
  if (!known) {
    requireGoodPassword(password, email);
    return hashPassword(password);
  }
  const hash = await countAttempt(app, { email }, () => ownPassword(app.database, email, password));
  if (hash === undefined) throw new AppError("invalid_credentials");
  return hash;
}

async function ownPassword(database: Database, email: string, password: string): Promise<string | undefined> {
  const person = await findPerson(database, email);
  return (await verifyPassword(person?.password_hash, password)) ? person?.password_hash : undefined;
}
