import type { Keyed } from "../../platform/crypto/secrets.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Db } from "../../platform/db/pool.ts";
import { maskPhone } from "../../platform/kernel/phone.ts";
import { maskIdNumber } from "./domain/id-number.ts";
import { type IdentityKind, maskIdentity } from "./domain/identity-value.ts";
import { type Identity, listIdentities } from "./identities.ts";
import { personIds } from "./persons.ts";
import { openPhone } from "./phone-vault.ts";

export interface KnownName {
  /** Null: a number of the profile itself. */
  identity_id: string | null;
  kind: IdentityKind | "id_number";
  issuer: string;
  shown: string;
  verified: boolean;
  source: string;
  /** The member it came with, where that is not the person's own row. */
  merged_from: string | null;
  since: Date;
}

/** Everything by which a person is found: the numbers of the profile, of profiles merged into it, and the other names. */
export async function listNames(db: Db, app: Pick<Keyed, "secrets">, member_id: string): Promise<KnownName[]> {
  const [rows, identities] = await Promise.all([
    db.all(
      sql_builder
        .selectFrom("members.member")
        .select(["member_id", "card_no", "phone_cipher", "id_number_tail", "external_id", "source", "joined_at"])
        .where("tenant_id", "=", db.tenant_id)
        .where("member_id", "in", await personIds(db, member_id))
        .orderBy("joined_at"),
    ),
    listIdentities(db, member_id),
  ]);
  const profile = rows.flatMap((row): KnownName[] => {
    const { source, joined_at: since } = row;
    const merged_from = row.member_id === member_id ? null : row.member_id;
    const name = (kind: KnownName["kind"], shown: string, verified: boolean): KnownName => {
      return { identity_id: null, issuer: "", kind, shown, verified, source, merged_from, since };
    };
    const phone = row.phone_cipher && openPhone(app.secrets, db.tenant_id, row.member_id, row.phone_cipher);
    const { external_id } = row;
    return [
      ...(phone ? [name("phone", maskPhone(phone), source === "sms")] : []),
      name("card", row.card_no, true),
      ...(row.id_number_tail ? [name("id_number", maskIdNumber(row.id_number_tail), false)] : []),
      ...(external_id
        ? [name("external", maskIdentity({ kind: "external", issuer: "", value: external_id }), false)]
        : []),
    ];
  });
  const own = profile.filter((one) => one.merged_from === null);
  const merged = profile.filter((one) => one.merged_from !== null);
  return [...own, ...identities.map((one) => nameOf(one, member_id)), ...merged];
}

function nameOf({ identity_id, kind, issuer, shown, verified_at, source, ...rest }: Identity, own: string): KnownName {
  const merged_from = rest.member_id === own ? null : rest.member_id;
  const verified = verified_at !== null;
  return { identity_id, kind, issuer, shown, source, merged_from, verified, since: rest.created_at };
}
