import type { PolicyRule } from "./policy.ts";

/** What one rule brings to a line or to a fixed award; a promotion brings what the line has more because of it. */
export interface Share {
  /** Null: the base rate. */
  rule: PolicyRule | null;
  points: number;
}

/** A line, or a fixed award: what competes in a stack group, and is capped, as one. */
export interface Piece {
  line_no: number | null;
  /** A rule id, or the base rate. */
  source: string;
  rule: PolicyRule | null;
  stack_group: string | null;
  pending_days: number;
  shares: readonly Share[];
}

export const pointsOf = (piece: Piece) => piece.shares.reduce((sum, share) => sum + share.points, 0);

/** Takes `removed` points off the shares, from the last one back: promotions give way before the rate does. */
export function without(piece: Piece, removed: number): Piece {
  let left = removed;
  const shares = [...piece.shares]
    .reverse()
    .map((share) => {
      const taken = Math.min(left, Math.max(0, share.points));
      left -= taken;
      return { ...share, points: share.points - taken };
    })
    .reverse();
  return { ...piece, shares };
}
