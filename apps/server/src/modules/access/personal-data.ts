import { decrypt, encrypt } from "../../platform/crypto/cipher.ts";
import type { Keyed } from "../../platform/crypto/secrets.ts";
import type { Db, Tx } from "../../platform/db/pool.ts";
import { registerPersonalData } from "../../platform/personal-data/registry.ts";
import { placeOfSecret } from "./second-factor.ts";

const NOBODY = "00000000-0000-0000-0000-000000000000";
const MOST_COUNTED = 10_000;

// People are of no tenant: their second factors follow the newest key with whichever tenant's rotation comes first.
registerPersonalData({
  room: "access",
  tables: {},
  // A number of the staff's: no member's, but sealed like theirs.
  sealed: [
    {
      table: "access.staff",
      key: "staff_id",
      cipher: "phone_cipher",
      place: "phone",
      index: { column: "phone_index", field: "staff_phone" },
    },
  ],
  sealedElsewhere: [
    {
      table: "access.person_totp",
      count: async (db, current) => (await listOld(db, current, MOST_COUNTED)).length,
      reseal,
    },
  ],
});

function listOld(db: Db, current_version: number, limit: number) {
  return db.query<{ person_id: string; secret_cipher: Buffer }>({
    text: "select person_id, secret_cipher from access.list_totp_under_old_keys($1, $2, $3)",
    values: [current_version, NOBODY, limit],
  });
}

async function reseal(tx: Tx, { secrets }: Keyed, limit: number): Promise<number> {
  const rows = await listOld(tx, secrets.current_version, limit);
  for (const { person_id, secret_cipher } of rows) {
    const place = placeOfSecret(person_id);
    const sealed = encrypt(secrets, decrypt(secrets, secret_cipher, place), place);
    const values = [person_id, secret_cipher, sealed];
    await tx.query({ text: "select access.replace_totp_cipher($1, $2, $3)", values });
  }
  return rows.length;
}
