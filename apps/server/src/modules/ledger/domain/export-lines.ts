// The lines of an export: one manifest, then each block followed by its entries. The checker writes every line anew from what
// it read and compares bytes, so there is exactly one way to write each.
import { type BlockHeader, headerText, type PublicKey } from "./block.ts";

export const EXPORT_FORMAT = "huiyou ledger export 1";

export interface Manifest {
  format: typeof EXPORT_FORMAT;
  tenant_id: string;
  exported_at: string;
  /** The whole chain up to then: every account begins at its first entry. */
  complete: boolean;
  from_block: number;
  to_block: number;
  blocks: number;
  leaves: number;
  /** The head before the first block of this file, and after its last. */
  previous: string;
  head: string;
  keys: PublicKey[];
  key_id: string;
}

export function manifestText(manifest: Manifest): string {
  const { format, tenant_id, exported_at, complete, from_block, to_block, blocks, leaves } = manifest;
  const { previous, head, keys, key_id } = manifest;
  const written = keys.map(({ kty, crv, kid, x }) => ({ kty, crv, kid, x }));
  const what = { format, tenant_id, exported_at, complete, from_block, to_block, blocks, leaves };
  return JSON.stringify({ ...what, previous, head, keys: written, key_id });
}

/** What the signature of a manifest is made over. */
export function signedManifest(manifest: Manifest): Buffer {
  return Buffer.from(`huiyou manifest 1\n${manifestText(manifest)}`);
}

export const MANIFEST_START = '{"manifest":';
export const BLOCK_START = '{"block":';
export const LEAF_START = '{"leaf":"';
export const LEAF_MIDDLE = '","entry":';

export function manifestLine(manifest: Manifest, signature: string): string {
  return `${MANIFEST_START}${manifestText(manifest)},"signature":"${signature}"}`;
}

export function blockLine(header: BlockHeader, head: string, signature: string): string {
  return `${BLOCK_START}${headerText(header)},"head":"${head}","signature":"${signature}"}`;
}

/** `text` is the entry as the database writes it: the very bytes that are hashed. */
export function entryLine(leaf: string, text: string): string {
  return `${LEAF_START}${leaf}${LEAF_MIDDLE}${text}}`;
}

/** What an entry's text holds. A transaction that moved nothing is one leaf with line 0 and no account. */
export interface LeafEntry {
  transaction_id: string;
  line_no: number;
  account_id: string | null;
  asset: string | null;
  amount: number;
  entry_no: number | null;
  balance_after: number | null;
}
