// What this room itself keeps about two members who become one: tags, standing, who looks after them, household.
import { sql_builder } from "../../../platform/db/builder.ts";
import type { Tx } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import { type Merge, type MergeLine, registerMerging } from "../../../platform/merging.ts";
import { failpoint } from "../../../platform/kernel/failpoint.ts";
import { giveTags, listPairs, type ListPairsRow, takeTags } from "../db/merge.gen.ts";
import { type MergedBlock, mergeBlocks, unmergeBlocks } from "../blocks/merge-blocks.ts";
import { refreshCompleteness } from "../fields/completeness.ts";
import { mergeFieldValues, unmergeFieldValues } from "../fields/merge-values.ts";
import { mergeHouseholds, unmergeHouseholds } from "./households.ts";

interface Did {
  tags: string[];
  block: MergedBlock | null;
  /** The winner had nobody who looks after them. */
  owner: boolean;
  household: Awaited<ReturnType<typeof mergeHouseholds>>;
  /** What the winner had not filled in; absent in merges from before. */
  fields?: Awaited<ReturnType<typeof mergeFieldValues>>["did"];
}

registerMerging({
  room: "members",
  merge: async (tx, app, merge) => {
    const [winner, loser] = await pairOf(tx, merge);
    const { tenant_id } = tx;
    const { winner_id, loser_id } = merge;
    const created_at = app.runtime.clock.now();
    const given = await run(tx, giveTags, { tenant_id, winner_id, loser_id, created_at });
    failpoint("members.merge.tagged");
    const block = await mergeBlocks(tx, app.runtime, merge);
    const owner = winner.owner_staff_id === null && loser.owner_staff_id !== null;
    if (owner) await setOwner(tx, winner_id, loser.owner_staff_id);
    const household = await mergeHouseholds(tx, app, merge);
    const fields = await mergeFieldValues(tx, app, merge);
    await refreshCompleteness(tx, [winner_id]);
    const did: Did = { tags: given.map(({ tag_id }) => tag_id), block, owner, household, fields: fields.did };
    return { did: { ...did }, lines: [...linesOf(winner, loser, did), ...fields.lines] };
  },
  unmerge: async (tx, app, merge, told) => {
    const did = told as unknown as Did; // what merge() above has written
    const [winner, loser] = await pairOf(tx, merge);
    const { winner_id } = merge;
    const { tenant_id } = tx;
    if (did.tags.length > 0) await run(tx, takeTags, { tenant_id, winner_id, tag_ids: did.tags });
    await unmergeBlocks(tx, app.runtime, merge, did.block ?? null);
    const disown = did.owner && winner.owner_staff_id === loser.owner_staff_id;
    if (disown) await setOwner(tx, winner_id, null);
    await unmergeHouseholds(tx, app, merge, did.household);
    if (did.fields) await unmergeFieldValues(tx, merge, did.fields);
    await refreshCompleteness(tx, [winner_id, merge.loser_id]);
    return [];
  },
});

async function pairOf(tx: Tx, { winner_id, loser_id }: Merge): Promise<[ListPairsRow, ListPairsRow]> {
  const rows = await run(tx, listPairs, { tenant_id: tx.tenant_id, member_ids: [winner_id, loser_id] });
  const of = (id: string) => {
    const row = rows.find((one) => one.member_id === id);
    if (!row) throw new Error("both members of a merge are there");
    return row;
  };
  return [of(winner_id), of(loser_id)];
}

function linesOf(winner: ListPairsRow, loser: ListPairsRow, did: Did): MergeLine[] {
  const lines: MergeLine[] = [];
  if (winner.status !== loser.status)
    lines.push({ what: "status", winner: winner.status, loser: loser.status, after: "blocked", unit: "code" });
  if (winner.tags !== loser.tags || did.tags.length > 0)
    lines.push({
      what: "tags",
      winner: winner.tags,
      loser: loser.tags,
      after: winner.tags + did.tags.length,
      unit: "count",
    });
  for (const what of ["purchases", "visits"] as const) {
    const [own, theirs] = [winner[what], loser[what]];
    if (own + theirs > 0) lines.push({ what, winner: own, loser: theirs, after: own + theirs, unit: "count" });
  }
  if (did.household)
    lines.push({
      what: "household",
      winner: did.household.how === "moved" ? null : did.household.winner_role,
      loser: did.household.role,
      after: did.household.after,
      unit: "code",
    });
  return lines;
}

const setOwner = (tx: Tx, member_id: string, owner_staff_id: string | null) =>
  tx.run(
    sql_builder
      .updateTable("members.member")
      .set({ owner_staff_id })
      .where("tenant_id", "=", tx.tenant_id)
      .where("member_id", "=", member_id),
  );
