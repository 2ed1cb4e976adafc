import type { Db } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import { present } from "../../../platform/kernel/assert.ts";
import type { LeafEntry } from "../domain/export-lines.ts";
import { merklePath, type PathStep, rootOfPath } from "../domain/merkle.ts";
import * as sql from "../db/proof.gen.ts";
import { type Block, listBlocks, listNewestBlocks, readLeafHashes, readLeaves } from "./read-blocks.ts";
import { firstIdAt } from "./seal-blocks.ts";

export interface EntryProof {
  entry: LeafEntry;
  text: string;
  leaf: Buffer;
  leaf_no: number;
  path: PathStep[];
  /** The row as it is now leads to the block's root. */
  valid: boolean;
}

export interface TransactionProof {
  block: Block;
  entries: EntryProof[];
}

/** The inclusion proofs of a transaction's entries; undefined while it waits for its block. */
export async function readProof(db: Db, transaction_id: string): Promise<TransactionProof | undefined> {
  const place = await run(db, sql.findPlace, { tenant_id: db.tenant_id, transaction_id });
  if (!place) return undefined;
  const { block_no } = place;
  const [[block], sealed, leaves] = await Promise.all([
    listBlocks(db, { from_block: block_no, to_block: block_no, limit: 1 }),
    readLeafHashes(db, block_no),
    readLeaves(db, block_no),
  ]);
  const { header } = present(block, "the block of a sealed transaction");
  const entries = leaves
    .filter((leaf) => leaf.transaction_id === transaction_id && leaf.index < sealed.length)
    .map(({ text, hash, index }) => {
      const path = merklePath(sealed, index);
      const valid = rootOfPath(hash, path).toString("hex") === header.merkle_root;
      return { entry: JSON.parse(text) as LeafEntry, text, leaf: hash, leaf_no: index, path, valid };
    });
  return { block: present(block, "the block of a sealed transaction"), entries };
}

/** Whether a transaction is in a block, and in which. */
export async function findBlockNumbers(db: Db, transaction_ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await run(db, sql.listBlockNumbers, { tenant_id: db.tenant_id, transaction_ids: [...transaction_ids] });
  return new Map(rows.map((row) => [row.transaction_id, row.block_no]));
}

export interface ChainState {
  last_block: Block | undefined;
  waiting: number;
  last_audit: { finished_at: Date; finding_count: number } | undefined;
}

/** Where the chain stands. */
export async function readChainState(db: Db): Promise<ChainState> {
  const { tenant_id } = db;
  const [last_block] = await listNewestBlocks(db, null, 1);
  const chain = await run(db, sql.findLookFrom, { tenant_id });
  const { waiting } = await run(db, sql.countWaiting, { tenant_id, from_id: firstIdAt(chain?.look_from ?? null) });
  const last_audit = await run(db, sql.findLastAudit, { tenant_id });
  return { last_block, waiting, last_audit };
}
