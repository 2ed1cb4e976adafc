// The inclusion proof checked where the server cannot help: with the SHA-256 and Ed25519 of the browser.
import type { LedgerProof, PublicKey } from "../../../api/contract.ts";

export type Verdict =
  | { result: "ok"; signature: "valid" | "unchecked" }
  | { result: "entry"; line_no: number }
  | { result: "block" }
  /** A page that did not come over HTTPS has no cryptography. */
  | { result: "unable" };

type Entry = LedgerProof["entries"][number];
type Bytes = Uint8Array<ArrayBuffer>;

const utf8 = (text: string): Bytes => new TextEncoder().encode(text);
const unhex = (hex: string): Bytes => Uint8Array.from(hex.match(/../g) ?? [], (two) => Number.parseInt(two, 16));
const hex = (bytes: Bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

async function sha256(...parts: Bytes[]): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", await new Blob(parts).arrayBuffer()));
}

/** RFC 6962: a leaf is hashed behind a 0, a node behind a 1. */
async function rootOf({ text, path }: Entry): Promise<string> {
  let hash = await sha256(Uint8Array.of(0), utf8(text));
  for (const step of path) {
    const pair = step.side === "left" ? [unhex(step.hash), hash] : [hash, unhex(step.hash)];
    hash = await sha256(Uint8Array.of(1), ...pair);
  }
  return hex(hash);
}

async function signatureOf(head: string, signature: string, { kty, crv, x }: PublicKey) {
  const algorithm = { name: "Ed25519" };
  const key = await crypto.subtle
    .importKey("jwk", { kty, crv, x }, algorithm, false, ["verify"])
    .catch(() => undefined);
  if (!key) return "unchecked" as const;
  const ok = await crypto.subtle.verify(algorithm, key, unhex(signature), utf8(`huiyou head 1\n${head}`));
  return ok ? ("valid" as const) : ("wrong" as const);
}

/** Every entry must lead to the root that the block's header names, and the header to the head that was signed. */
export async function checkProof(proof: LedgerProof, keys: readonly PublicKey[]): Promise<Verdict> {
  const { block, header, entries } = proof;
  if (!globalThis.crypto?.subtle) return { result: "unable" };
  if (!block || header === null) return { result: "block" };
  for (const entry of entries) {
    if ((await rootOf(entry)) !== block.merkle_root) return { result: "entry", line_no: entry.line_no };
  }
  const { merkle_root } = JSON.parse(header) as { merkle_root?: unknown };
  const head = hex(await sha256(utf8(`huiyou block 1\n${header}`)));
  const key = keys.find((one) => one.kid === block.key_id);
  if (merkle_root !== block.merkle_root || head !== block.head || !key) return { result: "block" };
  const signature = await signatureOf(block.head, block.signature, key);
  return signature === "wrong" ? { result: "block" } : { result: "ok", signature };
}
