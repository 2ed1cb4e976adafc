import { sql_builder } from "../../platform/db/builder.ts";
import type { Db } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Reach } from "../../platform/kernel/reach.ts";

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

export interface InvitationFilter {
  scope: Reach["scope"];
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
