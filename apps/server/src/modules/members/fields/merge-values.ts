import type { App } from "../../../platform/app.ts";
import type { Tx } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import type { Merge, MergeLine } from "../../../platform/merging.ts";
import { countFieldValues, giveFieldValues, takeFieldValues } from "../db/fields.gen.ts";

interface Did {
  field_ids: string[];
  /** When they were moved: what has another time since was changed, and is the winner's. */
  at: string;
}

/** What the winner has filled in stays; the loser fills what they have not. */
export async function mergeFieldValues(
  tx: Tx,
  { runtime }: App,
  { winner_id, loser_id }: Merge,
): Promise<{ did: Did; lines: MergeLine[] }> {
  const { tenant_id } = tx;
  const before = await run(tx, countFieldValues, { tenant_id, member_ids: [winner_id, loser_id] });
  const of = (id: string) => before.find(({ member_id }) => member_id === id)?.fields ?? 0;
  const at = runtime.clock.now();
  const moved = await run(tx, giveFieldValues, { tenant_id, winner_id, loser_id, at });
  const [winner, loser] = [of(winner_id), of(loser_id)];
  const line = { what: "fields", winner, loser, after: winner + moved.length, unit: "count" } as const;
  return {
    did: { field_ids: moved.map(({ field_id }) => field_id), at: at.toISOString() },
    lines: winner + loser > 0 ? [line] : [],
  };
}

export async function unmergeFieldValues(
  tx: Tx,
  { winner_id, loser_id }: Merge,
  { field_ids, at }: Did,
): Promise<void> {
  if (field_ids.length === 0) return;
  await run(tx, takeFieldValues, { tenant_id: tx.tenant_id, winner_id, loser_id, field_ids, at });
}
