// Asking somebody to work here, by e-mail. Nobody sets another's password.
import type { App } from "../../platform/app.ts";
import type { By } from "../../platform/audit/by.ts";
import { type AuditEntry, recordAudit, recordAudits } from "../../platform/audit/record-audit.ts";
import { createToken, hashToken } from "../../platform/crypto/tokens.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Db, Tx } from "../../platform/db/pool.ts";
import { AppError, type Language } from "../../platform/kernel/errors.ts";
import { toWireId } from "../../platform/kernel/ids.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { publicUrl } from "../../platform/public-url.ts";
import { sendMessage } from "../messaging/index.ts";
import { getTenant } from "../org/index.ts";
import { approvedBy } from "./change-role.ts";
import { requireGrantable, type StaffGrantor } from "./change-staff.ts";
import { normalizeEmail } from "./domain/emails.ts";
import { invitationMail } from "./domain/mails.ts";
import { getRole } from "./roles.ts";

const DAY_MS = 86_400_000;
const VALID_DAYS = 7;

export interface NewInvitation {
  email: string;
  name: string;
  role_id: string;
  unit_id: string;
  language: Language;
  /** For the audit log. */
  reason?: string | undefined;
}

/** @throws staff_exists · invitation_open · not_found · beyond_own_rights */
export async function invite(tx: Tx, app: App, input: NewInvitation, grantor: StaffGrantor): Promise<string> {
  const { runtime } = app;
  const email = normalizeEmail(input.email);
  const role = await getRole(tx, input.role_id, { lock: true });
  await requireGrantable(tx, grantor, role, input.unit_id);
  await refuseStaff(tx, email);
  const invitation_id = runtime.ids.next();
  const link = newLink(runtime);
  const asked = await tx.run(
    sql_builder
      .insertInto("access.invitation")
      .values({
        tenant_id: tx.tenant_id,
        invitation_id,
        email,
        name: input.name,
        role_id: role.role_id,
        unit_id: input.unit_id,
        language: input.language,
        invited_by: staffOf(grantor),
        created_at: link.sent_at,
        ...link.columns,
      })
      // Told without an error of the database: the other rows of a file go on in this transaction.
      .onConflict((conflict) =>
        conflict
          .columns(["tenant_id", "email"])
          .where("accepted_at", "is", null)
          .where("revoked_at", "is", null)
          .doNothing(),
      ),
  );
  if (asked === 0) throw new AppError("invitation_open");
  await mail(tx, app, { email, name: input.name, language: input.language, token: link.token });
  const after = { email, role: role.code, unit_id: toWireId("org_unit", input.unit_id) };
  await tell(tx, runtime, "invitation.created", invitation_id, grantor, { after, reason: input.reason ?? null });
  return invitation_id;
}

/** Another link for another week; the one before no longer works. @throws not_found · invitation_closed · beyond_own_rights */
export async function resendInvitation(tx: Tx, app: App, id: string, grantor: StaffGrantor): Promise<void> {
  const row = await lockOpen(tx, id, grantor);
  const role = await getRole(tx, row.role_id);
  await requireGrantable(tx, grantor, role, row.unit_id);
  const link = newLink(app.runtime);
  await tx.run(
    sql_builder
      .updateTable("access.invitation")
      // Whoever sends it answers for it.
      .set({ ...link.columns, invited_by: staffOf(grantor) })
      .where("tenant_id", "=", tx.tenant_id)
      .where("invitation_id", "=", id),
  );
  const { email, name, language } = row;
  await mail(tx, app, { email, name, language: language as Language, token: link.token });
  await tell(tx, app.runtime, "invitation.resent", id, grantor);
}

/** @throws not_found · invitation_closed */
export async function revokeInvitation(tx: Tx, runtime: Runtime, id: string, grantor: StaffGrantor): Promise<void> {
  await lockOpen(tx, id, grantor);
  await tx.run(
    sql_builder
      .updateTable("access.invitation")
      .set({ revoked_at: runtime.clock.now() })
      .where("tenant_id", "=", tx.tenant_id)
      .where("invitation_id", "=", id),
  );
  await tell(tx, runtime, "invitation.revoked", id, grantor);
}

/** Those of the given that nobody has answered are taken back; answers which. */
export async function revokeOpenInvitations(
  tx: Tx,
  runtime: Runtime,
  ids: readonly string[],
  by: By,
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const revoked = await tx.all(
    sql_builder
      .updateTable("access.invitation")
      .set({ revoked_at: runtime.clock.now() })
      .where("tenant_id", "=", tx.tenant_id)
      .where("invitation_id", "in", [...ids])
      .where("accepted_at", "is", null)
      .where("revoked_at", "is", null)
      .returning("invitation_id"),
  );
  const gone = revoked.map((row) => row.invitation_id);
  await recordAudits(
    tx,
    runtime,
    gone.map((id) => ({ by, action: "invitation.revoked", subject: { kind: "invitation", id } })),
  );
  return new Set(gone);
}

/** How many of the given nobody has answered. */
export async function countOpenInvitations(db: Db, ids: readonly string[]): Promise<number> {
  const counted = await db.first(
    sql_builder
      .selectFrom("access.invitation")
      .select((e) => e.fn.countAll<number>().as("count"))
      .where("tenant_id", "=", db.tenant_id)
      .where("invitation_id", "in", [...ids])
      .where("accepted_at", "is", null)
      .where("revoked_at", "is", null),
  );
  return counted?.count ?? 0;
}

async function lockOpen(tx: Tx, id: string, { reach }: StaffGrantor) {
  let query = sql_builder
    .selectFrom("access.invitation")
    .select(["email", "name", "role_id", "unit_id", "language", "accepted_at", "revoked_at"])
    .where("tenant_id", "=", tx.tenant_id)
    .where("invitation_id", "=", id)
    .forUpdate();
  if (reach.scope !== "all") query = query.where("unit_id", "in", [...reach.scope]);
  const row = await tx.first(query);
  if (!row) throw new AppError("not_found");
  if (row.accepted_at ?? row.revoked_at) throw new AppError("invitation_closed");
  return row;
}

async function refuseStaff(tx: Tx, email: string): Promise<void> {
  const known = sql_builder
    .selectFrom("access.staff")
    .select("staff_id")
    .where("tenant_id", "=", tx.tenant_id)
    .where("email", "=", email);
  if (await tx.first(known)) throw new AppError("staff_exists");
}

function newLink({ clock, random }: Runtime) {
  const token = createToken("hy_in_", random);
  const sent_at = clock.now();
  const expires_at = new Date(sent_at.getTime() + VALID_DAYS * DAY_MS);
  return { token, sent_at, columns: { token_hash: hashToken(token), sent_at, expires_at } };
}

function staffOf({ staff_id }: StaffGrantor): string {
  if (staff_id === undefined) throw new AppError("actor_not_allowed", { actors: "staff" });
  return staff_id;
}

async function mail(
  tx: Tx,
  app: App,
  to: { email: string; name: string; language: Language; token: string },
): Promise<void> {
  const tenant = await getTenant(tx);
  // Behind the #: it reaches neither a server's log nor another site's Referer.
  const link = publicUrl(app.config, `/accept-invitation#${to.token}`);
  const values = { name: to.name, tenant: tenant.names[to.language] ?? tenant.name, link, days: VALID_DAYS };
  const text = invitationMail(to.language, values);
  const told = { language: to.language, hidden: [link], ...text };
  await sendMessage(tx, app, { medium: "email", kind: "invitation", to: to.email, ...told });
}

async function tell(
  tx: Tx,
  runtime: Runtime,
  action: `invitation.${string}`,
  id: string,
  grantor: StaffGrantor,
  told: Pick<AuditEntry, "after" | "reason"> = {},
): Promise<void> {
  await recordAudit(tx, runtime, grantor.by, {
    action,
    subject: { kind: "invitation", id },
    ...told,
    ...approvedBy(grantor),
  });
}
