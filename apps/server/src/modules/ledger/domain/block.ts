// What a block of the chain says, to the byte: whoever checks it needs these rules and a public key.
import { createHash, createPublicKey, type KeyObject, verify } from "node:crypto";

/** What the first block names as the one before it. */
export const NO_HEAD = "0".repeat(64);

export interface BlockHeader {
  tenant_id: string;
  /** From 1, without a gap. */
  block_no: number;
  transactions: number;
  leaves: number;
  first_transaction_id: string;
  last_transaction_id: string;
  /** Hashes in hex. */
  merkle_root: string;
  previous: string;
  /** Real time, RFC 3339 in UTC. */
  sealed_at: string;
  key_id: string;
}

/** The header as it is hashed: JSON without spaces, the keys in this order. */
export function headerText(header: BlockHeader): string {
  const { tenant_id, block_no, transactions, leaves, first_transaction_id, last_transaction_id } = header;
  const { merkle_root, previous, sealed_at, key_id } = header;
  const counts = { transactions, leaves, first_transaction_id, last_transaction_id };
  return JSON.stringify({ tenant_id, block_no, ...counts, merkle_root, previous, sealed_at, key_id });
}

/** The head of the chain once this block is in it: SHA-256 over a line that names the purpose, and the header's text. */
export function headOf(header: BlockHeader): string {
  return createHash("sha256")
    .update(`huiyou block 1\n${headerText(header)}`)
    .digest("hex");
}

/** What the signature of a block is made over. */
export function signedHead(head: string): Buffer {
  return Buffer.from(`huiyou head 1\n${head}`);
}

/** An Ed25519 public key as JWK (RFC 8037). */
export interface PublicKey {
  kty: "OKP";
  crv: "Ed25519";
  kid: string;
  x: string;
}

export function toPublicKey(key_id: string, public_key: Buffer): PublicKey {
  return { kty: "OKP", crv: "Ed25519", kid: key_id, x: public_key.toString("base64url") };
}

/** True when `signature` was made over `data` with this key. A key that is not one verifies nothing. */
export function verifySignature(key: PublicKey, data: Uint8Array, signature: Uint8Array): boolean {
  return signature.length === 64 && verify(null, data, importKey(key), signature);
}

function importKey({ kty, crv, x }: PublicKey): KeyObject {
  return createPublicKey({ key: { kty, crv, x }, format: "jwk" });
}
