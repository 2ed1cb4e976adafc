// Two members who become one share what they have had of rules and caps, so that merging is no way around a limit.
import { run } from "../../platform/db/sql.ts";
import { registerMerging } from "../../platform/merging.ts";
import * as sql from "./db/merging.gen.ts";

registerMerging({
  room: "points",
  merge: async (tx, _app, { winner_id, loser_id }) => {
    const { tenant_id } = tx;
    const both = { tenant_id, winner_id, loser_id };
    await run(tx, sql.addDailyAwardsOf, both);
    await run(tx, sql.addRuleUsageOf, both);
    await run(tx, sql.keepLongerStreaks, both);
    const move = { tenant_id, from_id: loser_id, to_id: winner_id, transaction_ids: null };
    const moved = await run(tx, sql.moveGroupAwards, move);
    return { did: { group_awards: [...new Set(moved.map((row) => row.transaction_id))] }, lines: [] };
  },
  unmerge: async (tx, _app, { winner_id, loser_id }, did) => {
    const { tenant_id } = tx;
    const both = { tenant_id, winner_id, loser_id };
    await run(tx, sql.takeDailyAwardsOf, both);
    await run(tx, sql.takeRuleUsageOf, both);
    const transaction_ids = did["group_awards"] as string[]; // what merge() above has written
    if (transaction_ids.length > 0)
      await run(tx, sql.moveGroupAwards, { tenant_id, from_id: winner_id, to_id: loser_id, transaction_ids });
    return [];
  },
});
