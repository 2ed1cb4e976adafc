// Of two members who become one the higher tier stands, as long as it would have stood.
import type { App } from "../../platform/app.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { addDays, businessDateOf } from "../../platform/kernel/dates.ts";
import { present } from "../../platform/kernel/assert.ts";
import { type Merge, registerMerging } from "../../platform/merging.ts";
import { getTenant } from "../org/index.ts";
import { setTier } from "./set-tier.ts";
import { type TierHeld, tiersAt } from "./tiers.ts";

interface Did {
  /** The tier that the winner had, and has again after an un-merge; null: nothing was changed. */
  before: { code: string; valid_until: string | null } | null;
  /** What the merge has given. */
  given: string | null;
}

registerMerging({
  room: "tiers",
  merge: async (tx, app, merge) => {
    const tiers = await tiersAt(tx, [merge.winner_id, merge.loser_id], merge.times.now);
    const [own, theirs] = [tiers.get(merge.winner_id), tiers.get(merge.loser_id)];
    if (!own || !theirs) return { did: { before: null, given: null }, lines: [] };
    const takes = theirs.rank > own.rank || (theirs.rank === own.rank && lasts(theirs) > lasts(own));
    if (takes) await set(tx, app, merge, theirs.code, theirs.valid_until, "会员合并：保留较高等级");
    const before = takes ? { code: own.code, valid_until: own.valid_until?.toISOString() ?? null } : null;
    const did: Did = { before, given: takes ? theirs.code : null };
    const after = takes ? theirs.code : own.code;
    const line = { what: "tier", winner: own.code, loser: theirs.code, after, unit: "code" } as const;
    return { did: { ...did }, lines: [line] };
  },
  unmerge: async (tx, app, merge, told) => {
    const did = told as unknown as Did; // what merge() above has written
    if (!did.before) return [];
    const held = (await tiersAt(tx, [merge.winner_id], merge.times.now)).get(merge.winner_id);
    // They have been given another since, or it has ended.
    if (held?.code !== did.given) return [];
    const { code, valid_until } = did.before;
    const until = valid_until === null ? null : new Date(valid_until);
    if (until && until <= merge.times.now) return [];
    await set(tx, app, merge, code, until, "撤销合并：恢复原等级");
    return [{ what: "tier", winner: code, loser: did.given, after: code, unit: "code" }];
  },
});

/** A tier that nobody set, or that has no end, lasts for ever. */
const lasts = ({ valid_until }: TierHeld): number => valid_until?.getTime() ?? Number.POSITIVE_INFINITY;

async function set(
  tx: Tx,
  app: App,
  { winner_id, by }: Merge,
  tier_code: string,
  valid_until: Date | null,
  reason: string,
): Promise<void> {
  const { time_zone } = present(await getTenant(tx), "the tenant");
  const last_day = valid_until && addDays(businessDateOf(valid_until, time_zone), -1);
  await setTier(tx, app, { member_id: winner_id, tier_code, reason, last_day, by: actorOf(by) });
}

function actorOf(by: Merge["by"]): { staff_id: string } | { key_id: string } | null {
  if (by.actor === "staff") return { staff_id: by.actor_id };
  return by.actor === "api_key" ? { key_id: by.actor_id } : null;
}
