import { createCipheriv, createDecipheriv, randomFillSync } from "node:crypto";
import type { Secrets } from "./secrets.ts";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + NONCE_BYTES;

/** A damaged row, a misplaced value or the wrong master key: an operator's case, never the caller's fault. */
export class CiphertextError extends Error {
  constructor() {
    super("ciphertext does not open: altered, moved to another place, or written with a key that is not here");
    this.name = "CiphertextError";
  }
}

/** Where a ciphertext lives. It opens only there: a value copied to another row, column or tenant does not. */
export interface Place {
  tenant_id: string;
  /** `schema.table` */
  table: string;
  column: string;
  row_id: string;
}

const associated = (place: Place) =>
  Buffer.from(`${place.tenant_id}\n${place.table}\n${place.column}\n${place.row_id}`);

// Nonces come from the operating system and not from the injected chance: a repeated run must not repeat a nonce.
const pool = Buffer.alloc(NONCE_BYTES * 512);
let used = pool.length;
function nonce(): Buffer {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += NONCE_BYTES;
  return pool.subarray(used - NONCE_BYTES, used);
}

/** AES-256-GCM: key version (1 byte) · nonce (12) · ciphertext · tag (16). */
export function encrypt(secrets: Secrets, text: string | Uint8Array, place: Place): Buffer {
  const version = secrets.current_version;
  const iv = nonce();
  const cipher = createCipheriv("aes-256-gcm", secrets.key("cipher", version), iv);
  cipher.setAAD(associated(place));
  const body = typeof text === "string" ? cipher.update(text, "utf8") : cipher.update(text);
  cipher.final();
  const out = Buffer.allocUnsafe(HEADER_BYTES + body.length + TAG_BYTES);
  out[0] = version;
  iv.copy(out, 1);
  body.copy(out, HEADER_BYTES);
  cipher.getAuthTag().copy(out, HEADER_BYTES + body.length);
  return out;
}

/** @throws CiphertextError when the bytes were altered, moved, or written with a key that is not here. */
export function decrypt(secrets: Secrets, sealed: Buffer, place: Place): string {
  return decryptBytes(secrets, sealed, place).toString("utf8");
}

/** @throws CiphertextError */
export function decryptBytes(secrets: Secrets, sealed: Buffer, place: Place): Buffer {
  const version = sealed[0] ?? 0;
  if (sealed.length < HEADER_BYTES + TAG_BYTES || !secrets.has(version)) throw new CiphertextError();
  const decipher = createDecipheriv("aes-256-gcm", secrets.key("cipher", version), sealed.subarray(1, HEADER_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(associated(place));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  try {
    const body = decipher.update(sealed.subarray(HEADER_BYTES, sealed.length - TAG_BYTES));
    return Buffer.concat([body, decipher.final()]);
  } catch {
    throw new CiphertextError();
  }
}
