// How WeChat signs and encrypts what it tells (WXBizMsgCrypt): SHA-1 over sorted words, AES-256-CBC with its own padding.
import { createCipheriv, createDecipheriv, createHash, timingSafeEqual } from "node:crypto";

const BLOCK = 32;
const RANDOM_BYTES = 16;
const LENGTH_BYTES = 4;

/** The signature of a callback: of token, timestamp and nonce, and of the ciphertext where there is one. */
export function callbackSignature(words: readonly string[]): string {
  return createHash("sha1")
    .update([...words].sort().join(""))
    .digest("hex");
}

export function isSameSignature(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** From the 43 letters WeChat calls EncodingAESKey. */
const keyOf = (encoding_aes_key: string) => Buffer.from(`${encoding_aes_key}=`, "base64");

/** The message, or undefined when it was not encrypted with this key for this app. */
export function decryptCallback(encoding_aes_key: string, app_id: string, encrypted: string): string | undefined {
  const key = keyOf(encoding_aes_key);
  const decipher = createDecipheriv("aes-256-cbc", key, key.subarray(0, 16));
  decipher.setAutoPadding(false);
  const bytes = Buffer.from(encrypted, "base64");
  if (bytes.length === 0 || bytes.length % 16 !== 0) return undefined;
  const padded = Buffer.concat([decipher.update(bytes), decipher.final()]);
  const padding = padded.at(-1) ?? 0;
  if (padding < 1 || padding > BLOCK || padding > padded.length) return undefined;
  const plain = padded.subarray(0, padded.length - padding);
  if (plain.length < RANDOM_BYTES + LENGTH_BYTES) return undefined;
  const length = plain.readUInt32BE(RANDOM_BYTES);
  const start = RANDOM_BYTES + LENGTH_BYTES;
  if (start + length > plain.length) return undefined;
  if (plain.subarray(start + length).toString("utf8") !== app_id) return undefined;
  return plain.subarray(start, start + length).toString("utf8");
}

/** `random16`: 16 bytes of chance. */
export function encryptCallback(encoding_aes_key: string, app_id: string, text: string, random16: Uint8Array): string {
  const key = keyOf(encoding_aes_key);
  const message = Buffer.from(text, "utf8");
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(message.length);
  const plain = Buffer.concat([random16, length, message, Buffer.from(app_id, "utf8")]);
  const padding = BLOCK - (plain.length % BLOCK);
  const cipher = createCipheriv("aes-256-cbc", key, key.subarray(0, 16));
  cipher.setAutoPadding(false);
  return Buffer.concat([cipher.update(plain), cipher.update(Buffer.alloc(padding, padding)), cipher.final()]).toString(
    "base64",
  );
}
