import type { Db } from "../../../platform/db/pool.ts";
import { listLots, readAccount } from "../../ledger/index.ts";
import { previewDraw, type DrawnLot } from "../domain/preview-draw.ts";
import type { Program } from "../program.ts";
import { lotTimesNow } from "./post-adjustment.ts";

/** What an adjustment would do if it were posted now. */
export interface AdjustmentEffect {
  balance_before: number;
  balance_after: number;
  /** Spendable before; a deduction takes no more than this. */
  available: number;
  debt_before: number;
  debt_after: number;
  /** Lots that a deduction draws from, or the one that a gift creates (its id is not known yet). */
  lots: (Omit<DrawnLot, "lot_id"> & { lot_id: string | null })[];
  /** False: there are fewer spendable points than it takes. */
  covered: boolean;
}

export async function previewAdjustment(
  db: Db,
  program: Program,
  { member_id, points }: { member_id: string; points: number },
  now: Date,
): Promise<AdjustmentEffect> {
  const { balance, debt, available } = await readAccount(db, member_id, "points", now, now);
  if (points > 0) {
    const repaid = Math.min(debt, points);
    const { expires_at } = lotTimesNow(program, now);
    return {
      balance_before: balance,
      balance_after: balance + points - repaid,
      available,
      debt_before: debt,
      debt_after: debt - repaid,
      lots: repaid < points ? [{ lot_id: null, amount: points - repaid, expires_at }] : [],
      covered: true,
    };
  }
  const lots = await listLots(db, member_id, "points", false);
  const { drawn } = previewDraw(lots, -points, now);
  const covered = available >= -points;
  return {
    balance_before: balance,
    balance_after: covered ? balance + points : balance,
    available,
    debt_before: debt,
    debt_after: debt,
    lots: covered ? drawn : [],
    covered,
  };
}
