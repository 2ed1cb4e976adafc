import type { Secrets } from "../../platform/crypto/secrets.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { addresseesOf } from "./addressee.ts";

/** Empties every message to this number or address: that one was sent, and when, stays. */
export async function forgetAddressee(tx: Tx, secrets: Secrets, to: string): Promise<void> {
  await tx.run(
    sql_builder
      .updateTable("messaging.message")
      .set({
        to_index: null,
        to_masked: null,
        to_cipher: null,
        content_cipher: null,
        subject: null,
        body: "",
        error_text: null,
        receipt_due_at: null,
      })
      .where("tenant_id", "=", tx.tenant_id)
      .where("to_index", "in", addresseesOf(secrets, tx.tenant_id, to)),
  );
}
