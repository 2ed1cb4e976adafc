// Asking somebody to work here, by e-mail. Nobody sets another's password.
import type { App } from "../../platform/app.ts";
import { recordAudit } from "../../platform/audit/record-audit.ts";
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
}

export interface InvitationRow {
  invitation_id: string;
  email: string;
  name: string;
  role_id: string;
  role_code: string;
  role_name: string;
  role_names: Record<string, string> | null;
  unit_id: string;
  unit_name: string;
  invited_by: string;
  inviter_name: string;
  created_at: Date;
  sent_at: Date;
  expires_at: Date;
  accepted_at: Date | null;
  revoked_at: Date | null;
}

export type InvitationState = "open" | "expired" | "accepted" | "revoked";

export function stateOf(row: InvitationRow, now: Date): InvitationState {
  if (row.accepted_at) return "accepted";
  if (row.revoked_at) return "revoked";
  return row.expires_at > now ? "open" : "expired";
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
  await tx.run(
    sql_builder.insertInto("access.invitation").values({
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
    }),
  );
  await mail(tx, app, { email, name: input.name, language: input.language, token: link.token });
  const after = { email, role: role.code, unit_id: toWireId("org_unit", input.unit_id) };
  await tell(tx, runtime, "invitation.created", invitation_id, grantor, after);
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

export interface InvitationFilter {
  scope: "all" | readonly string[];
  after: { created_at: Date; invitation_id: string } | undefined;
  /** One more than the page, to see whether it goes on. */
  rows: number;
}

/** Newest first. */
export async function listInvitations(db: Db, { scope, after, rows }: InvitationFilter): Promise<InvitationRow[]> {
  let query = invitationsOf(db).orderBy("i.created_at", "desc").orderBy("i.invitation_id", "desc").limit(rows);
  if (scope !== "all") query = query.where("i.unit_id", "in", [...scope]);
  if (after) {
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple("i.created_at", "i.invitation_id"), "<", tuple(after.created_at, after.invitation_id)),
    );
  }
  return (await db.all(query)) as InvitationRow[];
}

export async function getInvitation(db: Db, invitation_id: string): Promise<InvitationRow> {
  const row = await db.first(invitationsOf(db).where("i.invitation_id", "=", invitation_id));
  if (!row) throw new AppError("not_found");
  return row as InvitationRow;
}

function invitationsOf(db: Db) {
  return sql_builder
    .selectFrom("access.invitation as i")
    .innerJoin("access.role as r", (join) =>
      join.onRef("r.tenant_id", "=", "i.tenant_id").onRef("r.role_id", "=", "i.role_id"),
    )
    .innerJoin("access.staff as s", (join) =>
      join.onRef("s.tenant_id", "=", "i.tenant_id").onRef("s.staff_id", "=", "i.invited_by"),
    )
    .innerJoin("org.v_unit as u", (join) =>
      join.onRef("u.tenant_id", "=", "i.tenant_id").onRef("u.unit_id", "=", "i.unit_id"),
    )
    .select(["i.invitation_id", "i.email", "i.name", "i.role_id", "i.unit_id", "i.invited_by", "i.created_at"])
    .select(["i.sent_at", "i.expires_at", "i.accepted_at", "i.revoked_at", "s.name as inviter_name"])
    .select(["r.code as role_code", "r.name as role_name", "r.names as role_names", "u.name as unit_name"])
    .where("i.tenant_id", "=", db.tenant_id);
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
  await sendMessage(tx, app, { medium: "email", kind: "invitation", to: to.email, ...text });
}

async function tell(
  tx: Tx,
  runtime: Runtime,
  action: `invitation.${string}`,
  id: string,
  grantor: StaffGrantor,
  after?: Record<string, unknown>,
): Promise<void> {
  await recordAudit(tx, runtime, grantor.by, {
    action,
    subject: { kind: "invitation", id },
    ...(after ? { after } : {}),
    ...approvedBy(grantor),
  });
}
