// Of two people who become one the more restrictive standing stays, and goes again when they are parted.
import type { Tx } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import type { Runtime } from "../../../platform/kernel/runtime.ts";
import type { Merge } from "../../../platform/merging.ts";
import * as sql from "../db/blocks.gen.ts";
import { joinBlocks, termsOf } from "../domain/blocks.ts";
import { liftBlock, putBlock } from "./block-member.ts";

export interface MergedBlock {
  /** What the merge has written. */
  block_id: string;
  /** What stood there before. */
  replaced_id: string | null;
}

/** Both rows are locked. null: the loser was not blocked. */
export async function mergeBlocks(tx: Tx, runtime: Runtime, merge: Merge): Promise<MergedBlock | null> {
  const { merge_id, winner_id, loser_id, by, times } = merge;
  const open = (member_id: string) => run(tx, sql.findOpenBlock, { tenant_id: tx.tenant_id, member_id });
  const [own, theirs] = [await open(winner_id), await open(loser_id)];
  if (!theirs) return null;
  const deed = { member_id: winner_id, by, at: times.now, merge_id };
  const block_id = await putBlock(tx, runtime, deed, joinBlocks(own && termsOf(own), termsOf(theirs)));
  return { block_id, replaced_id: own?.block_id ?? null };
}

/** The winner stands as before, unless somebody has decided about them since. */
export async function unmergeBlocks(tx: Tx, runtime: Runtime, merge: Merge, did: MergedBlock | null): Promise<void> {
  if (!did) return;
  const { tenant_id } = tx;
  const { winner_id: member_id, by, times } = merge;
  const open = await run(tx, sql.findOpenBlock, { tenant_id, member_id });
  if (open?.block_id !== did.block_id) return;
  const deed = { member_id, by, at: times.now };
  const before = did.replaced_id && (await run(tx, sql.getBlock, { tenant_id, block_id: did.replaced_id }));
  const lasts = before && (before.until === null || before.until > times.now);
  if (lasts) await putBlock(tx, runtime, { ...deed, merge_id: null }, termsOf(before));
  else await liftBlock(tx, runtime, deed, { block_id: did.block_id, reason: null });
}
