import { createHmac, timingSafeEqual } from "node:crypto";
import type { Secrets } from "./secrets.ts";

const BLIND_INDEX_BYTES = 16;

/**
 * Lets an encrypted value be found and kept unique without being readable: HMAC-SHA256 over tenant, field and normalised
 * value, cut to 16 bytes. The same phone has unrelated indexes in two tenants.
 */
export function blindIndex(
  secrets: Secrets,
  tenant_id: string,
  field: string,
  value: string,
  version = secrets.current_version,
): Buffer {
  return createHmac("sha256", secrets.key("blind-index", version))
    .update(`${tenant_id}\n${field}\n${value}`)
    .digest()
    .subarray(0, BLIND_INDEX_BYTES);
}

/** Under every key there is, the current one first: while keys are changed a value is looked for under each. */
export function blindIndexes(secrets: Secrets, tenant_id: string, field: string, value: string): Buffer[] {
  return secrets.versions.map((version) => blindIndex(secrets, tenant_id, field, value, version));
}

/** Signatures of one purpose; `key_id` travels with the signature, so that keys can rotate under running clients. */
export interface Signer {
  readonly key_id: number;
  sign(data: Uint8Array, key_id?: number): Buffer;
  /** True for a signature (or its first bytes, at least 16) made with the named key. Takes the same time either way. */
  verify(data: Uint8Array, key_id: number, signature: Uint8Array): boolean;
}

export function createSigner(secrets: Secrets, purpose: string): Signer {
  const sign = (data: Uint8Array, key_id = secrets.current_version) =>
    createHmac("sha256", secrets.key(`sign:${purpose}`, key_id))
      .update(data)
      .digest();
  return {
    key_id: secrets.current_version,
    sign,
    verify(data, key_id, signature) {
      if (!secrets.has(key_id) || signature.length < 16 || signature.length > 32) return false;
      return timingSafeEqual(sign(data, key_id).subarray(0, signature.length), signature);
    },
  };
}
