import type { Keyed } from "../../../platform/crypto/secrets.ts";
import type { Db } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import { type BlockHeader, type PublicKey, toPublicKey } from "../domain/block.ts";
import { HASH_BYTES, leafHash } from "../domain/merkle.ts";
import * as sql from "../db/proof.gen.ts";
import { proofKey } from "./seal-blocks.ts";

/** A block of the chain without its entries; hashes in hex. */
export interface Block {
  header: BlockHeader;
  head: string;
  signature: string;
}

export function toBlock(tenant_id: string, row: sql.ListBlocksRow): Block {
  return {
    header: {
      tenant_id,
      block_no: row.block_no,
      transactions: row.transactions,
      leaves: row.leaves,
      first_transaction_id: row.first_transaction_id,
      last_transaction_id: row.last_transaction_id,
      merkle_root: row.merkle_root.toString("hex"),
      previous: row.previous.toString("hex"),
      sealed_at: row.sealed_at.toISOString(),
      key_id: row.key_id,
    },
    head: row.head.toString("hex"),
    signature: row.signature.toString("hex"),
  };
}

/** Blocks in their order. */
export async function listBlocks(
  db: Db,
  range: { from_block: number; to_block: number; limit: number },
): Promise<Block[]> {
  const { from_block, to_block, limit } = range;
  const rows = await run(db, sql.listBlocks, { tenant_id: db.tenant_id, from_block, to_block, page_size: limit });
  return rows.map((row) => toBlock(db.tenant_id, row));
}

/** Blocks from the newest back. */
export async function listNewestBlocks(db: Db, before_block: number | null, limit: number): Promise<Block[]> {
  const { tenant_id } = db;
  const rows = await run(db, sql.listNewestBlocks, { tenant_id, before_block, page_size: limit });
  return rows.map((row) => toBlock(tenant_id, row));
}

/** Every public key that ever signed here, and the one that signs now, where the installation's secrets are at hand. */
export async function listProofKeys(db: Db, { secrets }: Partial<Pick<Keyed, "secrets">>): Promise<PublicKey[]> {
  const rows = await run(db, sql.listProofKeys, {});
  const known = rows.map((row) => toPublicKey(row.key_id, row.public_key));
  if (!secrets) return known;
  const current = proofKey(secrets);
  return known.some((key) => key.kid === current.key_id)
    ? known
    : [...known, toPublicKey(current.key_id, current.public_key)];
}

export interface Leaf {
  transaction_id: string;
  /** Its place in the block, by what was sealed. */
  index: number;
  /** The bytes that are hashed, as the rows say today. */
  text: string;
  hash: Buffer;
}

/** The entries of a block as the rows are today. A place that has fewer rows than were sealed is short. */
export async function readLeaves(db: Db, block_no: number): Promise<Leaf[]> {
  const rows = await run(db, sql.listLeaves, { tenant_id: db.tenant_id, block_no });
  let [transaction, nth] = ["", 0];
  return rows.map(({ transaction_id, first_leaf, text }) => {
    nth = transaction_id === transaction ? nth + 1 : 0;
    transaction = transaction_id;
    return { transaction_id, index: first_leaf + nth, text, hash: leafHash(Buffer.from(text)) };
  });
}

/** The hashes that were sealed, in their order. */
export async function readLeafHashes(db: Db, block_no: number): Promise<Buffer[]> {
  const row = await run(db, sql.getLeafHashes, { tenant_id: db.tenant_id, block_no });
  const bytes = row?.leaf_hashes ?? Buffer.alloc(0);
  const count = bytes.length / HASH_BYTES;
  return Array.from({ length: count }, (_, index) => bytes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES));
}
