import { addresseeOf } from "./addressee.ts";
import { encrypt } from "../../platform/crypto/cipher.ts";
import type { Keyed } from "../../platform/crypto/secrets.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { maskEmail } from "../../platform/kernel/email.ts";
import { maskPhone, type Phone } from "../../platform/kernel/phone.ts";
import { channelOf, type Medium } from "./channels.ts";

interface Written {
  /** What it is about: `sms_code`, … */
  kind: string;
  body: string;
}
export type OutgoingMessage =
  | (Written & { medium: Extract<Medium, "sms">; to: Phone })
  | (Written & { medium: Extract<Medium, "email">; to: string; subject: string });

/** Writes a message in the transaction of what it tells: both happen or neither. Returns its id. */
export async function sendMessage(tx: Tx, { runtime, secrets }: Keyed, message: OutgoingMessage): Promise<string> {
  const message_id = runtime.ids.next();
  const now = runtime.clock.now();
  const { name, in_process } = channelOf(message.medium);
  const place = { tenant_id: tx.tenant_id, table: "messaging.message", column: "to", row_id: message_id };
  await tx.run(
    sql_builder.insertInto("messaging.message").values({
      tenant_id: tx.tenant_id,
      message_id,
      channel: name,
      kind: message.kind,
      to_masked: message.medium === "sms" ? maskPhone(message.to) : maskEmail(message.to),
      to_index: addresseeOf(secrets, tx.tenant_id, message.to),
      to_cipher: encrypt(secrets, message.to, place),
      subject: message.medium === "email" ? message.subject : null,
      body: message.body,
      status: in_process ? "delivered" : "queued",
      created_at: now,
      delivered_at: in_process ? now : null,
    }),
  );
  return message_id;
}
