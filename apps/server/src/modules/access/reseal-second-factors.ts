import type { App } from "../../platform/app.ts";
import { decrypt, encrypt } from "../../platform/crypto/cipher.ts";
import { placeOfSecret } from "./second-factor.ts";

const BATCH = 100;
const NOBODY = "00000000-0000-0000-0000-000000000000";

/** Brings the secrets of second factors under the newest key: people are no tenant's, so no tenant's rotation finds them. */
export async function resealSecondFactors({ database, secrets }: App): Promise<number> {
  let after = NOBODY;
  let resealed = 0;
  for (;;) {
    const rows = await database.call<{ person_id: string; secret_cipher: Buffer }>({
      text: "select person_id, secret_cipher from access.list_totp_under_old_keys($1, $2, $3)",
      values: [secrets.current_version, after, BATCH],
    });
    for (const { person_id, secret_cipher } of rows) {
      const place = placeOfSecret(person_id);
      const sealed = encrypt(secrets, decrypt(secrets, secret_cipher, place), place);
      await database.call({
        text: "select access.replace_totp_cipher($1, $2, $3)",
        values: [person_id, secret_cipher, sealed],
      });
      after = person_id;
      resealed += 1;
    }
    if (rows.length < BATCH) return resealed;
  }
}
