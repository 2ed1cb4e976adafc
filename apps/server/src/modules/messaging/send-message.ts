import { encrypt } from "../../platform/crypto/cipher.ts";
import type { Keyed } from "../../platform/crypto/secrets.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { maskEmail } from "../../platform/kernel/email.ts";
import type { Language } from "../../platform/kernel/errors.ts";
import { maskPhone, type Phone } from "../../platform/kernel/phone.ts";
import { addresseeOf } from "./addressee.ts";
import { type CarrierName, findChannelInUse, type Medium, TEST_CHANNELS } from "./channels.ts";
import { hideIn, placeOf, sealContent } from "./content.ts";

interface Written {
  /** What it is about: `sms_code`, … An SMS of a kind that is registered. */
  kind: string;
  language: Language;
  body: string;
  /** Parts of the body that open something: in lists of what a carrier sent they are not shown. */
  hidden?: readonly string[];
  /** After this nobody can use it, and it is not sent any more. */
  expires_at?: Date;
}
export type OutgoingMessage =
  | (Written & {
      medium: Extract<Medium, "sms">;
      to: Phone;
      /** The values of its template: a carrier sends those and not the body. */
      params: Readonly<Record<string, string>>;
    })
  | (Written & { medium: Extract<Medium, "email">; to: string; subject: string });

/** Writes a message in the transaction of what it tells: both happen or neither. Returns its id. */
export async function sendMessage(tx: Tx, app: Keyed, message: OutgoingMessage): Promise<string> {
  const channel = await findChannelInUse(tx, message.medium);
  if (channel) return queueMessage(tx, app, message, channel);
  const now = app.runtime.clock.now();
  const { medium, body } = message;
  const told = { channel: TEST_CHANNELS[medium], body, status: "delivered", delivered_at: now } as const;
  return insertMessage(tx, app, message, { ...told, subject: subjectOf(message) });
}

/** For the worker to hand over after the commit: no network call happens inside a transaction. */
export async function queueMessage(
  tx: Tx,
  app: Keyed,
  message: OutgoingMessage,
  { channel_id, carrier, is_test = false }: { channel_id: string; carrier: CarrierName; is_test?: boolean },
): Promise<string> {
  const { body, hidden = [], expires_at } = message;
  const subject = subjectOf(message);
  return insertMessage(tx, app, message, {
    channel: carrier,
    channel_id,
    is_test,
    subject: subject && hideIn(subject, hidden),
    body: hideIn(body, hidden),
    status: "queued",
    delivered_at: null,
    due_at: app.runtime.clock.now(),
    expires_at: expires_at ?? null,
    content: { subject: subject ?? "", body, params: message.medium === "sms" ? message.params : {} },
  });
}

const subjectOf = (message: OutgoingMessage) => (message.medium === "email" ? message.subject : null);

interface Row {
  channel: CarrierName | (typeof TEST_CHANNELS)[Medium];
  subject: string | null;
  body: string;
  status: "queued" | "delivered";
  delivered_at: Date | null;
  channel_id?: string;
  is_test?: boolean;
  due_at?: Date;
  expires_at?: Date | null;
  content?: Parameters<typeof sealContent>[3];
}

async function insertMessage(
  tx: Tx,
  { runtime, secrets }: Keyed,
  { medium, to, kind, language }: OutgoingMessage,
  { content, ...row }: Row,
): Promise<string> {
  const { tenant_id } = tx;
  const message_id = runtime.ids.next();
  await tx.run(
    sql_builder.insertInto("messaging.message").values({
      tenant_id,
      message_id,
      kind,
      language,
      to_masked: medium === "sms" ? maskPhone(to) : maskEmail(to),
      to_index: addresseeOf(secrets, tenant_id, to),
      to_cipher: encrypt(secrets, to, placeOf(tenant_id, message_id, "to")),
      content_cipher: content === undefined ? null : sealContent(secrets, tenant_id, message_id, content),
      created_at: runtime.clock.now(),
      ...row,
    }),
  );
  return message_id;
}
