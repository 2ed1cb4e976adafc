import type { Keyed } from "../../platform/crypto/secrets.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { toWireId } from "../../platform/kernel/ids.ts";
import { EVERYBODY, type Reach, reachesMember } from "../../platform/kernel/reach.ts";
import type { IdentityValue } from "./domain/identity-value.ts";
import { addIdentity, findMemberByIdentity, lockIdentity } from "./identities.ts";
import { findOrCreateMember, registerMember } from "./register-member.ts";
import type { NewMember } from "./register-members.ts";
import { findMemberByPhone } from "./resolve-member.ts";

export interface WantedMember {
  identity?: { value: IdentityValue; is_verified: boolean } | undefined;
  /** As who they are registered when nobody is called so. */
  member: NewMember;
}

export interface FoundMember {
  member_id: string;
  created: boolean;
}

/**
 * The member who is called this, registered now if there is none. Any number may ask for the same at once: they wait for the
 * first. Whoever is known by phone gets the other name as well.
 * @throws identities_disagree when the phone is one person's and the other name another's
 */
export async function findOrCreateByIdentity(
  tx: Tx,
  app: Keyed,
  { identity, member }: WantedMember,
  reach: Reach = EVERYBODY,
): Promise<FoundMember> {
  const { phone } = member;
  if (!identity) {
    if (phone !== undefined) return findOrCreateMember(tx, app, { ...member, phone });
    return { member_id: await registerMember(tx, app, member, reach), created: true };
  }
  await lockIdentity(tx, app, identity.value);
  const [named, called] = await Promise.all([
    findMemberByIdentity(tx, app, identity.value),
    phone === undefined ? undefined : findMemberByPhone(tx, app, phone),
  ]);
  if (named) {
    if (called && called.member_id !== named.member_id) {
      const reached = [named, called].filter((one) => reachesMember(reach, one));
      throw new AppError("identities_disagree", {
        member_ids: reached.map((one) => toWireId("member", one.member_id)),
      });
    }
    return { member_id: named.member_id, created: false };
  }
  const found: FoundMember =
    phone === undefined
      ? { member_id: await registerMember(tx, app, member, reach), created: true }
      : await findOrCreateMember(tx, app, { ...member, phone });
  await addIdentity(tx, app, {
    member_id: found.member_id,
    identity: identity.value,
    source: member.source,
    is_verified: identity.is_verified,
  });
  return found;
}
