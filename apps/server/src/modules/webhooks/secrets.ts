import { decrypt, encrypt, type Place } from "../../platform/crypto/cipher.ts";
import type { Keyed } from "../../platform/crypto/secrets.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Db, Tx } from "../../platform/db/pool.ts";
import { SECRET_BYTES, writeSecret } from "./domain/signature.ts";

const placeOf = (tenant_id: string, secret_id: string): Place => ({
  tenant_id,
  table: "webhooks.secret",
  column: "secret",
  row_id: secret_id,
});

/** A new secret in clear, for its one showing. */
export async function addSecret(tx: Tx, { runtime, secrets }: Keyed, endpoint_id: string): Promise<string> {
  const { tenant_id } = tx;
  const secret_id = runtime.ids.next();
  const secret = writeSecret(runtime.random.bytes(SECRET_BYTES));
  const secret_cipher = encrypt(secrets, secret, placeOf(tenant_id, secret_id));
  const created_at = runtime.clock.now();
  await tx.run(
    sql_builder.insertInto("webhooks.secret").values({ tenant_id, secret_id, endpoint_id, secret_cipher, created_at }),
  );
  return secret;
}

/** The old secret signs beside the new one until `old_until`; what is older than it ends now. */
export async function rotateSecret(tx: Tx, app: Keyed, endpoint_id: string, old_until: Date): Promise<string> {
  const now = app.runtime.clock.now();
  const living = sql_builder
    .updateTable("webhooks.secret")
    .where("tenant_id", "=", tx.tenant_id)
    .where("endpoint_id", "=", endpoint_id);
  await tx.run(living.set({ expires_at: now }).where("expires_at", ">", now));
  await tx.run(living.set({ expires_at: old_until }).where("expires_at", "is", null));
  return addSecret(tx, app, endpoint_id);
}

/** Every secret that signs now, the newest first. */
export async function readSecrets(db: Db, { runtime, secrets }: Keyed, endpoint_id: string): Promise<string[]> {
  const now = runtime.clock.now();
  const rows = await db.all(
    sql_builder
      .selectFrom("webhooks.secret")
      .select(["secret_id", "secret_cipher"])
      .where("tenant_id", "=", db.tenant_id)
      .where("endpoint_id", "=", endpoint_id)
      .where(({ eb, or }) => or([eb("expires_at", "is", null), eb("expires_at", ">", now)]))
      .orderBy("created_at", "desc"),
  );
  return rows.map((row) => decrypt(secrets, row.secret_cipher, placeOf(db.tenant_id, row.secret_id)));
}
