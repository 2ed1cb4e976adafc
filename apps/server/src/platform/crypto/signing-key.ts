import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from "node:crypto";
import type { Secrets } from "./secrets.ts";

/** What stands before the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410). */
const PKCS8_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");

/** Signs what strangers check with nothing but the public key. */
export interface SigningKey {
  /** The beginning of the SHA-256 of the public key: whoever has the key can tell that this is its name. */
  readonly key_id: string;
  /** 32 bytes. */
  readonly public_key: Buffer;
  /** Ed25519, 64 bytes; the same for the same data. */
  sign(data: Uint8Array): Buffer;
}

/** The installation's Ed25519 key for one purpose, from the master key of that version (the newest by default). */
export function createSigningKey(secrets: Secrets, purpose: string, version = secrets.current_version): SigningKey {
  const seed = secrets.derive(`ed25519:${purpose}`, version);
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: "der", type: "pkcs8" });
  const public_key = rawPublicKey(key);
  return { key_id: publicKeyId(public_key), public_key, sign: (data) => sign(null, data, key) };
}

function rawPublicKey(key: KeyObject): Buffer {
  return Buffer.from(createPublicKey(key).export({ format: "jwk" }).x ?? "", "base64url");
}

function publicKeyId(public_key: Uint8Array): string {
  return createHash("sha256").update(public_key).digest("hex").slice(0, 16);
}
