import type { Reach } from "../../platform/kernel/reach.ts";
import type { Keyed } from "../../platform/crypto/secrets.ts";
import type { Db } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Phone } from "../../platform/kernel/phone.ts";
import { findMember, getMember, type Member } from "./find-member.ts";
import { getMemberByCode } from "./member-codes.ts";
import type { IdentityValue } from "./domain/identity-value.ts";
import { findMemberByIdentity } from "./identities.ts";
import { phoneIdentity } from "./identity-vault.ts";

/** How a till or gate names a person. Exactly one is given. */
export interface MemberNaming {
  member_id?: string | undefined;
  member_code?: string | undefined;
  phone?: Phone | undefined;
  card_no?: string | undefined;
  identity?: IdentityValue | undefined;
}

/**
 * The member who stands there. An id is a look-up and stays inside the scope; code, phone and card are shown by the person
 * and reach any member of the tenant.
 * @throws not_found · code_invalid · code_expired
 */
export async function resolveMember(db: Db, app: Keyed, naming: MemberNaming, reach: Reach): Promise<Member> {
  if (naming.member_id !== undefined) return getMember(db, app, naming.member_id, reach);
  if (naming.member_code !== undefined) return getMemberByCode(db, app, naming.member_code);
  const member = await findShown(db, app, naming);
  if (!member) throw new AppError("not_found");
  return member;
}

/** Whoever has this number, as their first or another, in the whole tenant: for callers to whom it was told. */
export function findMemberByPhone(db: Db, app: Keyed, phone: Phone): Promise<Member | undefined> {
  return findMemberByIdentity(db, app, phoneIdentity(phone));
}

async function findShown(db: Db, app: Keyed, { phone, card_no, identity }: MemberNaming): Promise<Member | undefined> {
  if (phone !== undefined) return findMemberByPhone(db, app, phone);
  if (identity !== undefined) return findMemberByIdentity(db, app, identity);
  if (card_no === undefined) return undefined;
  // A card of another system may look like one of ours.
  return (
    (await findMember(db, app, { card_no })) ??
    findMemberByIdentity(db, app, { kind: "card", issuer: "", value: card_no })
  );
}
