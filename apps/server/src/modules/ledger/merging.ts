// Members who become one: all that one owns, owes and holds moves, and an un-merge moves back what is left of it.
import { businessDateOf } from "../../platform/kernel/dates.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { App } from "../../platform/app.ts";
import { type Merge, type MergeLine, registerMerging } from "../../platform/merging.ts";
import { getTenant } from "../org/index.ts";
import type { Owner, TransactionHead } from "./domain/posting.ts";
import { mergeOwners, unmergeOwners } from "./merge.ts";

const member = (owner_id: string): Owner => ({ owner_type: "member", owner_id });

registerMerging({
  room: "ledger",
  merge: async (tx, app, merge) => {
    const before = await balancesOf(tx, merge);
    const head = await headOf(tx, app, merge, "merge");
    const done = await mergeOwners(tx, app.runtime, {
      head,
      from: member(merge.loser_id),
      to: member(merge.winner_id),
    });
    if (done.outcome !== "posted") throw new AppError("member_merged");
    const after = await balancesOf(tx, merge);
    const lines = [...before].map(
      ([asset, { winner, loser }]): MergeLine => ({
        what: asset,
        winner,
        loser,
        after: after.get(asset)?.winner ?? 0,
        unit: unitOf(asset),
      }),
    );
    return { did: { transaction_id: done.transaction_id }, lines };
  },
  unmerge: async (tx, app, merge, { transaction_id }) => {
    const head = await headOf(tx, app, merge, "unmerge");
    const merge_transaction_id = String(transaction_id);
    const done = await unmergeOwners(tx, app.runtime, { head, merge_transaction_id });
    if (done.outcome !== "posted") throw new AppError("merge_not_last");
    const after = await balancesOf(tx, merge);
    return done.moved.map(
      ({ asset, amount }): MergeLine => ({
        what: asset,
        winner: after.get(asset)?.winner ?? 0,
        loser: after.get(asset)?.loser ?? 0,
        after: amount,
        unit: unitOf(asset),
      }),
    );
  },
});

async function headOf(
  tx: Tx,
  { runtime }: App,
  { merge_id, times }: Merge,
  kind: "merge" | "unmerge",
): Promise<TransactionHead> {
  const tenant = await getTenant(tx);
  return {
    transaction_id: runtime.ids.next(),
    kind,
    source_type: `member_${kind}`,
    source_id: merge_id,
    effect: "commit",
    business_time: times.now,
    business_date: businessDateOf(times.now, tenant.time_zone),
    accounting_date: times.accounting_date,
    recorded_at: times.recorded_at,
    venue_id: null,
    title: "",
    trace: { merge_id },
  };
}

function unitOf(asset: string): MergeLine["unit"] {
  if (asset.startsWith("points")) return "points";
  return asset.startsWith("cny.") ? "fen" : "count";
}

/** Of both, by asset; what neither has is left out. */
async function balancesOf(
  tx: Tx,
  { winner_id, loser_id }: Merge,
): Promise<Map<string, { winner: number; loser: number }>> {
  const rows = await tx.query<{ asset: string; winner: number; loser: number }>({
    name: "ledger_balances_of_two",
    text: `select a.asset, coalesce(sum(a.balance) filter (where a.owner_id = $2), 0)::bigint as winner,
             coalesce(sum(a.balance) filter (where a.owner_id = $3), 0)::bigint as loser
           from ledger.account a where a.tenant_id = $1 and a.owner_id in ($2, $3)
           group by a.asset having bool_or(a.balance <> 0) order by right(a.asset, 5) = '.debt', a.asset`,
    values: [tx.tenant_id, winner_id, loser_id],
  });
  return new Map(rows.map(({ asset, winner, loser }) => [asset, { winner, loser }]));
}
