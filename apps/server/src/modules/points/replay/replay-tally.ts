import { fullCostOf } from "../domain/point-value.ts";
import type { MemberOutcome } from "./member-tally.ts";
import { ENOUGH_MEMBERS, LARGE_SHARE_BP, type ReplayHint, type ReplayResult } from "./replay-result.ts";

const TOP = 10;
const EXAMPLES = 3;

interface Group {
  members: number;
  points: number;
  largest: MemberOutcome[];
}
const emptyGroup = (): Group => ({ members: 0, points: 0, largest: [] });

const gain = (member: MemberOutcome) => member.added - member.removed;

/** Keeps the `limit` largest gains, largest first; of equals the one that came first. */
function keepLargest(largest: MemberOutcome[], member: MemberOutcome, limit: number): void {
  const place = largest.findIndex((one) => gain(one) < gain(member));
  largest.splice(place < 0 ? largest.length : place, 0, member);
  largest.length = Math.min(largest.length, limit);
}

function enter(group: Group, member: MemberOutcome): void {
  group.members++;
  group.points += gain(member);
  keepLargest(group.largest, member, EXAMPLES);
}

/** Sums up members as they are finished; keeps only totals and the largest few, however many there are. */
export function createReplayTally() {
  const total = { events: 0, members: 0, affected: 0, posted: 0, today: 0, with_rule: 0, added: 0, removed: 0 };
  const tiers = new Map<string | null, { members: number; points_added: number; points_removed: number }>();
  const winners: MemberOutcome[] = [];
  const [capped, split] = [emptyGroup(), emptyGroup()];

  function add(member: MemberOutcome): void {
    const { added, removed, tier_code } = member;
    // Somebody of whom only the days before the period were counted.
    if (member.events === 0) return;
    total.events += member.events;
    total.members++;
    total.posted += member.posted;
    total.today += member.today;
    total.with_rule += member.with_rule;
    if (added === 0 && removed === 0) return;
    total.affected++;
    total.added += added;
    total.removed += removed;
    const tier = tiers.get(tier_code) ?? { members: 0, points_added: 0, points_removed: 0 };
    tiers.set(tier_code, tier);
    tier.members++;
    tier.points_added += added;
    tier.points_removed += removed;
    if (gain(member) <= 0) return;
    keepLargest(winners, member, TOP);
    if (member.capped_days > 0) enter(capped, member);
    if (member.split_days > 0) enter(split, member);
  }

  const shareOf = (points: number) =>
    total.added === 0 ? 0 : Number((BigInt(points) * 10_000n) / BigInt(total.added));

  function hints(): ReplayHint[] {
    const one = emptyGroup();
    const [first] = winners;
    if (first && total.affected >= ENOUGH_MEMBERS && shareOf(gain(first)) > LARGE_SHARE_BP) enter(one, first);
    const found = { one_member: one, capped_repeats: capped, split_purchases: split };
    return (Object.entries(found) as [ReplayHint["code"], Group][])
      .filter(([, { members }]) => members > 0)
      .map(([code, { members, points, largest }]) => {
        const member_ids = largest.map((member) => member.member_id);
        return { code, members, points, share_bp: shareOf(points), member_ids };
      });
  }

  function result(unit_cost: string, { skipped, assumed }: Pick<ReplayResult, "skipped" | "assumed">): ReplayResult {
    return {
      events: total.events,
      skipped,
      members: total.members,
      members_affected: total.affected,
      points_posted: total.posted,
      points_today: total.today,
      points_with_rule: total.with_rule,
      points_added: total.added,
      points_removed: total.removed,
      cost_fen: fullCostOf(total.added - total.removed, { unit_cost }),
      by_tier: [...tiers]
        .map(([tier_code, tier]) => ({ tier_code, ...tier }))
        .sort((a, b) => b.points_added - a.points_added || b.members - a.members),
      top_members: winners.map((member) => ({
        member_id: member.member_id,
        points: gain(member),
        events: member.events,
        tier_code: member.tier_code,
      })),
      hints: hints(),
      assumed,
    };
  }

  return { add, result };
}
