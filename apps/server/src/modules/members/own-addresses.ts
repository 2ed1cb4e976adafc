import type { Secrets } from "../../platform/crypto/secrets.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Db } from "../../platform/db/pool.ts";
import { openIdentity } from "./identity-vault.ts";
import { openPhone } from "./phone-vault.ts";

/** Every number and address at which these rows are reached: messages to them are theirs. */
export async function listAddresses(db: Db, secrets: Secrets, member_ids: readonly string[]): Promise<string[]> {
  const { tenant_id } = db;
  const [members, identities] = await Promise.all([
    db.all(
      sql_builder
        .selectFrom("members.member")
        .select(["member_id", "phone_cipher"])
        .where("tenant_id", "=", tenant_id)
        .where("member_id", "in", member_ids),
    ),
    db.all(
      sql_builder
        .selectFrom("members.identity")
        .select(["identity_id", "value_cipher"])
        .where("tenant_id", "=", tenant_id)
        .where("member_id", "in", member_ids)
        .where("kind", "in", ["email", "phone"]),
    ),
  ]);
  const phones = members.flatMap(({ member_id, phone_cipher }) =>
    phone_cipher === null ? [] : [openPhone(secrets, tenant_id, member_id, phone_cipher)],
  );
  const others = identities.map(({ identity_id, value_cipher }) =>
    openIdentity(secrets, tenant_id, identity_id, value_cipher),
  );
  return [...phones, ...others];
}
