import type { Keyed } from "../../platform/crypto/secrets.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Db } from "../../platform/db/pool.ts";
import type { IdentityKind } from "./domain/identity-value.ts";
import { openIdentity } from "./identity-vault.ts";

export interface OtherName {
  identity_id: string;
  kind: IdentityKind;
  value: string;
}

/** What a row is called beside its own numbers, readable: for what the law asks of us, not for screens. */
export async function listOtherNames(
  db: Db,
  { secrets }: Pick<Keyed, "secrets">,
  member_id: string,
): Promise<OtherName[]> {
  const { tenant_id } = db;
  const rows = await db.all(
    sql_builder
      .selectFrom("members.identity")
      .select(["identity_id", "kind", "value_cipher"])
      .where("tenant_id", "=", tenant_id)
      .where("member_id", "=", member_id),
  );
  return rows.map(({ identity_id, kind, value_cipher }) => ({
    identity_id,
    kind,
    value: openIdentity(secrets, tenant_id, identity_id, value_cipher),
  }));
}
