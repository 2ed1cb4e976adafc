/** What a rule would have changed, against today's policy over the same events. */
export interface ReplayResult {
  /** Events of the period that were decided again. */
  events: number;
  /** Awards of before decision traces were kept: nobody can decide them again. */
  skipped: number;
  members: number;
  members_affected: number;
  /** As it was posted; differs from today's policy where that has changed since. */
  points_posted: number;
  points_today: number;
  points_with_rule: number;
  /** Gains and losses of members' business days: what a cap only moves from one purchase to the next is neither. */
  points_added: number;
  points_removed: number;
  /** Net, at the programme's unit cost. */
  cost_fen: number;
  by_tier: { tier_code: string | null; members: number; points_added: number; points_removed: number }[];
  top_members: { member_id: string; points: number; events: number; tier_code: string | null }[];
  hints: ReplayHint[];
  /** Facts that were not kept at the time and were taken as they are today. */
  assumed: { tags: number; birthdays: number };
}

export interface ReplayHint {
  /**
   * `one_member`: one member gains a large share of everything. `capped_repeats`: several events of one day run into a
   * cap. `split_purchases`: many purchases of one day under a limit per purchase or line.
   */
  code: "one_member" | "capped_repeats" | "split_purchases";
  members: number;
  points: number;
  /** Of everything added, in hundredths of a per cent. */
  share_bp: number;
  /** The largest of them. */
  member_ids: string[];
}

/** A winner of this share of all added points is worth a look, when there are enough others to compare. */
export const LARGE_SHARE_BP = 2_000;
export const ENOUGH_MEMBERS = 5;
/** Events of one member and day at a cap. */
export const CAPPED_REPEATS = 3;
/** Purchases of one member and day under a limit per purchase. */
export const SPLIT_PURCHASES = 4;
