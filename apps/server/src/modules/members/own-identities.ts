import type { Keyed } from "../../platform/crypto/secrets.ts";
import type { Db } from "../../platform/db/pool.ts";
import { EVERYBODY } from "../../platform/kernel/reach.ts";
import { maskPhone } from "../../platform/kernel/phone.ts";
import type { IdentityKind } from "./domain/identity-value.ts";
import { getMember } from "./find-member.ts";
import { listIdentities } from "./identities.ts";

export interface OwnIdentity {
  kind: IdentityKind | "id_number";
  /** Whose name it is: a WeChat app, a travel site; empty where there is none. */
  issuer: string;
  /** Numbers are shortened: whoever looks over the shoulder learns nothing. */
  shown: string;
}

/** By what a member is known. @throws not_found */
export async function listOwnIdentities(db: Db, app: Keyed, member_id: string): Promise<OwnIdentity[]> {
  const [member, others] = await Promise.all([getMember(db, app, member_id, EVERYBODY), listIdentities(db, member_id)]);
  const { phone, card_no, id_number_masked, external_id } = member;
  const own = (kind: OwnIdentity["kind"], shown: string | null): OwnIdentity[] =>
    shown === null ? [] : [{ kind, issuer: "", shown }];
  return [
    ...own("phone", phone && maskPhone(phone)),
    ...own("card", card_no),
    ...own("id_number", id_number_masked),
    ...own("external", external_id),
    ...others.map(({ kind, issuer, shown }) => ({ kind, issuer, shown })),
  ];
}
