import { createSigner } from "../../platform/crypto/mac.ts";
import type { Keyed } from "../../platform/crypto/secrets.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Db, Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { businessDateOf } from "../../platform/kernel/dates.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { EVERYBODY } from "../../platform/kernel/reach.ts";
import { getTenant, tenantNow } from "../org/index.ts";
import { joinHousehold, MOST_IN_HOUSEHOLD } from "./change-household.ts";
import * as sql from "./db/households.gen.ts";
import { CONSENT_AGE, isYoungerThan } from "./age.ts";
import { drawInvitationCode, INVITATION_DAYS, readInvitationCode } from "./domain/invitation-code.ts";
import { getMember } from "./find-member.ts";
import type { HouseholdRole } from "./households.ts";
import { lockAsGuardian } from "./own-household.ts";

const DAY_MS = 86_400_000;

export interface NewInvitation {
  invitation_id: string;
  code: string;
  role: HouseholdRole;
  expires_at: Date;
}

/** Short codes are soon tried through, so their hash is keyed: a stolen table gives none away. */
function hashCode({ secrets }: Keyed, tenant_id: string, code: string): Buffer {
  return createSigner(secrets, "household-invitation").sign(Buffer.from(`${tenant_id}\n${readInvitationCode(code)}`));
}

/** Codes live in real time, whatever a sandbox's clock says. @throws no_household · guardian_only · household_full */
export async function inviteToHousehold(
  tx: Tx,
  app: Keyed,
  member_id: string,
  role: HouseholdRole,
): Promise<NewInvitation> {
  const { tenant_id } = tx;
  const own = await lockAsGuardian(tx, member_id);
  const now = app.runtime.clock.now();
  const open = await listInvitations(tx, app, own.household_id);
  if (own.members.length + open.length >= MOST_IN_HOUSEHOLD) {
    throw new AppError("household_full", { maximum: MOST_IN_HOUSEHOLD });
  }
  const code = drawInvitationCode(app.runtime.random);
  const invitation = {
    invitation_id: app.runtime.ids.next(),
    role,
    expires_at: new Date(now.getTime() + INVITATION_DAYS * DAY_MS),
  };
  const { household_id } = own;
  await tx.run(
    sql_builder.insertInto("members.household_invitation").values({
      ...invitation,
      tenant_id,
      household_id,
      member_id,
      code_hash: hashCode(app, tenant_id, code),
      created_at: now,
    }),
  );
  return { ...invitation, code };
}

export function listInvitations(db: Db, { runtime }: Keyed, household_id: string): Promise<sql.ListInvitationsRow[]> {
  return run(db, sql.listInvitations, { tenant_id: db.tenant_id, household_id, now: runtime.clock.now() });
}

/** @throws no_household · guardian_only · not_found */
export async function withdrawInvitation(tx: Tx, app: Keyed, member_id: string, invitation_id: string): Promise<void> {
  const { household_id } = await lockAsGuardian(tx, member_id);
  const key = { tenant_id: tx.tenant_id, household_id, invitation_id };
  const closed = await run(tx, sql.closeInvitation, { ...key, closed_at: app.runtime.clock.now(), accepted_by: null });
  if (!closed) throw new AppError("not_found");
}

export interface Invited {
  household_name: string;
  invited_by: string;
  role: HouseholdRole;
  members_count: number;
}

/** What somebody is invited to, before they say yes. @throws household_invitation_gone */
export async function readInvitation(tx: Tx, app: Keyed, code: string): Promise<Invited> {
  const { tenant_id } = tx;
  const found = await findOpen(tx, app, code);
  const key = { tenant_id, household_id: found.household_id };
  const [household, members] = await Promise.all([
    run(tx, sql.findHousehold, key),
    run(tx, sql.listHouseholdMembers, key),
  ]);
  const inviter = members.find(({ member_id }) => member_id === found.member_id);
  // Whoever has left the family since cannot bring anybody into it.
  if (!household || !inviter) throw new AppError("household_invitation_gone");
  return {
    household_name: household.name,
    invited_by: inviter.name,
    role: found.role,
    members_count: members.length,
  };
}

/** @throws household_invitation_gone · in_a_household · household_full · child_needs_guardian */
export async function acceptInvitation(tx: Tx, app: Keyed, member_id: string, code: string): Promise<void> {
  await readInvitation(tx, app, code);
  const { household_id, invitation_id, role } = await findOpen(tx, app, code);
  await refuseYoung(tx, app, member_id);
  await joinHousehold(tx, app, household_id, { member_id, role }, EVERYBODY);
  const key = { tenant_id: tx.tenant_id, household_id, invitation_id };
  await run(tx, sql.closeInvitation, { ...key, closed_at: app.runtime.clock.now(), accepted_by: member_id });
}

async function findOpen(tx: Tx, app: Keyed, code: string) {
  const { tenant_id } = tx;
  const found = await run(tx, sql.lockInvitation, { tenant_id, code_hash: hashCode(app, tenant_id, code) });
  const is_open = found && found.closed_at === null && found.expires_at > app.runtime.clock.now();
  if (!is_open) throw new AppError("household_invitation_gone");
  return found;
}

/** Their guardian adds them, with a consent that is kept. */
async function refuseYoung(tx: Tx, app: Keyed, member_id: string): Promise<void> {
  const [member, tenant] = await Promise.all([getMember(tx, app, member_id, EVERYBODY), getTenant(tx)]);
  const today = businessDateOf(tenantNow(tenant, app.runtime), tenant.time_zone);
  if (member.birth && isYoungerThan(member.birth, CONSENT_AGE, today)) throw new AppError("child_needs_guardian");
}
