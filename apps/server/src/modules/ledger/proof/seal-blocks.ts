import { createSigningKey, type SigningKey } from "../../../platform/crypto/signing-key.ts";
import type { Keyed, Secrets } from "../../../platform/crypto/secrets.ts";
import type { Database, Tx } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import { present } from "../../../platform/kernel/assert.ts";
import { type BlockHeader, headOf, NO_HEAD, signedHead } from "../domain/block.ts";
import { leafHash, merkleRoot } from "../domain/merkle.ts";
import * as sql from "../db/proof.gen.ts";

/** About so many leaves make a block: small enough that the proof of one entry is read at once. */
export const BLOCK_LEAVES = 4096;

/**
 * An id may be made so long before its transaction begins (waiting for its turn, a clock that is slow). What takes longer
 * still is found by the nightly round, which looks at everything.
 */
const ID_AHEAD_MS = 10 * 60_000;

export interface Sealed {
  blocks: number;
  leaves: number;
  /** Of the last block, in hex; null when there was nothing to seal. */
  head: string | null;
}

const NOTHING: Sealed = { blocks: 0, leaves: 0, head: null };

/**
 * Puts every committed transaction of the tenant that is in no block yet into new ones, all of them in one transaction:
 * killed at any step, it leaves the chain as it was. `everything` looks at the whole book and not only at what was
 * recorded lately. Of two at once the second leaves it to the first.
 */
export async function sealBlocks(
  database: Database,
  app: Keyed,
  tenant_id: string,
  options: { everything?: boolean; block_leaves?: number } = {},
): Promise<Sealed> {
  const { everything = false, block_leaves = BLOCK_LEAVES } = options;
  if (!(await database.read(tenant_id, (db) => hasUnsealed(db, everything)))) return NOTHING;
  return database.write(tenant_id, async (tx) => {
    const now = app.runtime.clock.now();
    const { locked, oldest_ms } = await run(tx, sql.tryLockChain, { tenant_id });
    if (!locked) return NOTHING;
    const look_from = (await run(tx, sql.findLookFrom, { tenant_id }))?.look_from ?? null;
    const last = await run(tx, sql.findHead, { tenant_id });
    const from_id = everything ? firstIdAt(null) : firstIdAt(look_from);
    const placed = await run(tx, sql.placeUnsealed, {
      tenant_id,
      from_id,
      block_leaves,
      after_block: last?.block_no ?? 0,
    });
    const key = proofKey(app.secrets);
    if (placed.length > 0) {
      await run(tx, sql.addProofKey, { key_id: key.key_id, public_key: key.public_key, since: now });
    }
    let head = last ? last.head.toString("hex") : NO_HEAD;
    for (const { block_no } of placed) head = await addBlock(tx, key, { block_no, previous: head, sealed_at: now });
    await run(tx, sql.moveLookFrom, { tenant_id, look_from: new Date(now.getTime() - oldest_ms - ID_AHEAD_MS) });
    const leaves = placed.reduce((sum, block) => sum + block.leaves, 0);
    return { blocks: placed.length, leaves, head: placed.length > 0 ? head : null };
  });
}

async function hasUnsealed(
  db: Pick<Tx, "tenant_id" | "query" | "all" | "first">,
  everything: boolean,
): Promise<boolean> {
  const { tenant_id } = db;
  const chain = everything ? undefined : await run(db, sql.findLookFrom, { tenant_id });
  const { unsealed } = await run(db, sql.hasUnsealed, { tenant_id, from_id: firstIdAt(chain?.look_from ?? null) });
  return unsealed;
}

/** The key that signs blocks and manifests. */
export function proofKey(secrets: Secrets): SigningKey {
  return createSigningKey(secrets, "ledger-proof");
}

/** The smallest UUIDv7 of an instant: ids of the book begin with their time. */
export function firstIdAt(at: Date | null): string {
  const ms = Math.max(0, at?.getTime() ?? 0)
    .toString(16)
    .padStart(12, "0");
  return `${ms.slice(0, 8)}-${ms.slice(8)}-0000-0000-000000000000`;
}

async function addBlock(
  tx: Tx,
  key: SigningKey,
  { block_no, previous, sealed_at }: { block_no: number; previous: string; sealed_at: Date },
): Promise<string> {
  const { tenant_id } = tx;
  const rows = await run(tx, sql.listLeaves, { tenant_id, block_no });
  const hashes = rows.map((row) => leafHash(Buffer.from(row.text)));
  const header: BlockHeader = {
    tenant_id,
    block_no,
    transactions: new Set(rows.map((row) => row.transaction_id)).size,
    leaves: hashes.length,
    first_transaction_id: present(rows[0], "a block has leaves").transaction_id,
    last_transaction_id: present(rows.at(-1), "a block has leaves").transaction_id,
    merkle_root: merkleRoot(hashes).toString("hex"),
    previous,
    sealed_at: sealed_at.toISOString(),
    key_id: key.key_id,
  };
  const head = headOf(header);
  await run(tx, sql.addBlock, {
    ...header,
    merkle_root: Buffer.from(header.merkle_root, "hex"),
    previous: Buffer.from(previous, "hex"),
    head: Buffer.from(head, "hex"),
    sealed_at,
    signature: key.sign(signedHead(head)),
    leaf_hashes: Buffer.concat(hashes),
  });
  return head;
}
