import { decrypt, encrypt, type Place } from "../../platform/crypto/cipher.ts";
import type { Secrets } from "../../platform/crypto/secrets.ts";

/** What a carrier is given, sealed until it has it. */
export interface Content {
  subject: string;
  body: string;
  params: Readonly<Record<string, string>>;
}

export const placeOf = (tenant_id: string, message_id: string, column: "to" | "content"): Place => ({
  tenant_id,
  table: "messaging.message",
  column,
  row_id: message_id,
});

export function sealContent(secrets: Secrets, tenant_id: string, message_id: string, content: Content): Buffer {
  return encrypt(secrets, JSON.stringify(content), placeOf(tenant_id, message_id, "content"));
}

export function openContent(secrets: Secrets, tenant_id: string, message_id: string, cipher: Buffer): Content {
  return JSON.parse(decrypt(secrets, cipher, placeOf(tenant_id, message_id, "content"))) as Content; // sealed above
}

const HIDDEN = "••••••";

/** A text without the codes and links that open something: what staff may read of a message that really went out. */
export function hideIn(text: string, hidden: readonly string[]): string {
  return hidden.reduce((shown, word) => (word === "" ? shown : shown.replaceAll(word, HIDDEN)), text);
}
