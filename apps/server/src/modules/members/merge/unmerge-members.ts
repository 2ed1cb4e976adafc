import type { App } from "../../../platform/app.ts";
import { sql_builder } from "../../../platform/db/builder.ts";
import type { Tx } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { failpoint } from "../../../platform/kernel/failpoint.ts";
import { reachesMember } from "../../../platform/kernel/reach.ts";
import { listMergings, type Merge, type MergeLine } from "../../../platform/merging.ts";
import { findLaterMerge, lockMerge, unfold } from "../db/merge.gen.ts";
import { settleDuplicates } from "../duplicates/settle.ts";
import { giveFieldsBack, lockMerges, lockRows, type PersonRow } from "./fields.ts";
import { lockHouseholdsOf } from "./households.ts";
import { bump, type MergeContext, type MergeDid, record, tell } from "./merge-members.ts";

export interface Unmerged {
  merge: Merge;
  /** What went back. */
  lines: readonly MergeLine[];
}

/**
 * The two stand apart again: the loser gets back what is left of what they brought, and answers for themselves. The newest
 * merge of a person first.
 * @throws not_found · merge_undone · merge_too_old · merge_not_last · member_erased
 */
export async function unmergeMembers(
  tx: Tx,
  app: App,
  { merge_id, reason }: { merge_id: string; reason: string | null },
  { by, reach, times, approval_id }: MergeContext,
): Promise<Unmerged> {
  const { tenant_id } = tx;
  await lockMerges(tx);
  const known = await findPair(tx, merge_id);
  if (!known) throw new AppError("not_found");
  await lockHouseholdsOf(tx, [known.winner_id, known.loser_id]);
  // The members first, then the merge: the order in which it was made.
  const rows = await lockRows(tx, app, [known.winner_id, known.loser_id]);
  const found = await run(tx, lockMerge, { tenant_id, merge_id });
  const [winner, loser] = [known.winner_id, known.loser_id].map((id) => rows.find((row) => row.member_id === id));
  if (!found || !winner || !loser || !isReached(reach, winner)) throw new AppError("not_found");
  failpoint("members.unmerge.locked");
  if (found.undone_at) throw new AppError("merge_undone");
  if (winner.erased_at) throw new AppError("member_erased");
  if (found.undo_until <= times.now) throw new AppError("merge_too_old");
  const { winner_id, loser_id } = found;
  const is_covered = winner.merged_into !== null || (await run(tx, findLaterMerge, { tenant_id, winner_id, merge_id }));
  if (is_covered) throw new AppError("merge_not_last");

  const did = found.did as MergeDid; // what mergeMembers has written
  const merge: Merge = { merge_id, winner_id, loser_id, by, times };
  await run(tx, unfold, { tenant_id, loser_id, member_ids: did.folded });
  await giveFieldsBack(tx, app, winner, loser, did.fields);
  failpoint("members.unmerge.unfolded");
  const lines: MergeLine[] = [];
  for (const { room, unmerge } of listMergings()) {
    const what = did.rooms[room];
    if (what) lines.push(...(await unmerge(tx, app, merge, what)));
    failpoint(`members.unmerge.${room}`);
  }
  await close(tx, merge, lines);
  await bump(tx, winner_id);
  await settleDuplicates(tx, merge, "dismissed");
  await tell(tx, app, merge, "member.unmerged");
  const taken = Object.keys(did.fields);
  await record(tx, app, merge, { action: "member.unmerged", reason, approval_id: approval_id ?? null, taken });
  failpoint("members.unmerge.told");
  return { merge, lines };
}

const isReached = (reach: MergeContext["reach"], row: PersonRow) =>
  reachesMember(reach, { home_unit_id: row.home_unit, owner_staff_id: row.owner_staff_id });

const findPair = (tx: Tx, merge_id: string) =>
  tx.first(
    sql_builder
      .selectFrom("members.merge")
      .select(["winner_id", "loser_id"])
      .where("tenant_id", "=", tx.tenant_id)
      .where("merge_id", "=", merge_id),
  );

const close = (tx: Tx, { merge_id, by, times }: Merge, lines: readonly MergeLine[]) =>
  tx.run(
    sql_builder
      .updateTable("members.merge")
      .set({
        undone_at: times.now,
        undone_by: by.actor_id,
        undone_actor: by.actor,
        returned: JSON.stringify(lines),
      })
      .where("tenant_id", "=", tx.tenant_id)
      .where("merge_id", "=", merge_id),
  );
