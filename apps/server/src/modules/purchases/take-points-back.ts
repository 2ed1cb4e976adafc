import type { Tx } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import type { TransactionHead } from "../ledger/index.ts";
import { clawBackAward, recomputeAward } from "../points/index.ts";
import type { DecidedRefund } from "./decide-refund.ts";

/** Points before and after the refund, and what became of the difference. */
export interface PointsBack {
  before: number;
  after: number;
  clawed_back: number;
  debt: number;
  uncovered: number;
}

/**
 * Works the award out again for what is left of the purchase, under the rules of its own day, and takes back the
 * difference. Never gives: a smaller purchase that some rule would have favoured earns what it has.
 */
export async function takePointsBack(
  tx: Tx,
  runtime: Runtime,
  giving: {
    head: Omit<TransactionHead, "transaction_id" | "effect">;
    decided: Pick<DecidedRefund, "lines_left" | "points_refunded">;
    member_id: string;
    original_transaction_id: string;
    now: Date;
  },
): Promise<{ points: PointsBack; transaction_id: string | undefined }> {
  const { decided, member_id, original_transaction_id, now } = giving;
  const award = await recomputeAward(tx, original_transaction_id, decided.lines_left);
  const before = award.before - decided.points_refunded;
  const after = Math.min(before, award.after);
  const transaction_id = runtime.ids.next();
  const trace = { ...award.trace, refund: giving.head.trace, points_before: before };
  const result = await clawBackAward(tx, runtime, {
    member_id,
    original_transaction_id,
    points_before: before,
    points_after: after,
    head: { ...giving.head, transaction_id, effect: "points", trace },
    now,
  });
  if (result.outcome === "nothing") {
    return { points: { before, after, clawed_back: 0, debt: 0, uncovered: 0 }, transaction_id: undefined };
  }
  if (result.outcome !== "posted") throw new AppError("refund_undone_elsewhere");
  const { clawed_back, debt, uncovered } = result;
  return { points: { before, after, clawed_back, debt, uncovered }, transaction_id };
}
