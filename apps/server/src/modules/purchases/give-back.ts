import type { Tx } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { post, reverse, type TransactionHead } from "../ledger/index.ts";
import type { Times } from "../org/index.ts";
import { getProgram, type Program } from "../points/index.ts";
import { PRINCIPAL_ASSET } from "../wallet/index.ts";
import type { DecidedRefund } from "./decide-refund.ts";
import { deductPoints, type MoneyBack } from "./domain/refund.ts";
import { linesBack } from "./payment-postings.ts";
import { takePointsBack, type PointsBack } from "./take-points-back.ts";

type Head = Omit<TransactionHead, "transaction_id" | "effect">;

export interface GivenBack {
  money: MoneyBack & { deducted_fen: number };
  points: PointsBack;
  transaction_ids: string[];
}

interface Giving {
  head: Head;
  decided: DecidedRefund;
  purchase: { member_id: string | null; transaction_id: string | null };
  times: Times;
}

/**
 * Moves a decided refund in the book. What the payment took goes back first, so that points that were paid may cover
 * those that are taken back.
 */
export async function giveBack(tx: Tx, runtime: Runtime, giving: Giving): Promise<GivenBack> {
  const { decided, purchase } = giving;
  const nothing = { before: 0, after: 0, clawed_back: 0, debt: 0, uncovered: 0 };
  const { member_id, transaction_id } = purchase;
  if (member_id === null || transaction_id === null) {
    return { money: { ...decided.money, deducted_fen: 0 }, points: nothing, transaction_ids: [] };
  }
  const program = await getProgram(tx);
  const returned = await returnPayment(tx, runtime, giving, transaction_id, program);
  const { points, ...taken } = await takePointsBack(tx, runtime, {
    ...giving,
    member_id,
    original_transaction_id: transaction_id,
    now: giving.times.now,
  });
  const money = deductPoints(decided.money, points.uncovered, program.clawback === "deduct_cash" ? program.burn : null);
  const deducted = await deductFromWallet(
    tx,
    runtime,
    giving,
    member_id,
    decided.money.principal_fen - money.principal_fen,
  );
  return {
    money,
    points,
    transaction_ids: [returned, taken.transaction_id, deducted].filter((id) => id !== undefined),
  };
}

/** What the payment took goes back to the lots it came from. */
async function returnPayment(
  tx: Tx,
  runtime: Runtime,
  { head, decided, times }: Giving,
  original_transaction_id: string,
  program: Program,
): Promise<string | undefined> {
  const lines = linesBack(decided.paid, decided.money);
  if (lines.length === 0) return undefined;
  const result = await reverse(tx, runtime, {
    head: { ...head, transaction_id: runtime.ids.next(), effect: "payment" },
    original_transaction_id,
    lines,
    clawback: "debt",
    grace: { days: program.refund_grace_days, zone: program.time_zone, now: times.now },
  });
  return postedId(result);
}

/** Undone in the book itself by its own route: then there is less of it left than the purchase says. */
function postedId(result: { outcome: string; transaction_id?: string }): string {
  if (result.outcome === "posted" && result.transaction_id !== undefined) return result.transaction_id;
  throw new AppError("refund_undone_elsewhere");
}

/** Keeps the wallet's part of a deduction: the member sees the whole come back, and this go. */
async function deductFromWallet(
  tx: Tx,
  runtime: Runtime,
  { head }: Giving,
  owner_id: string,
  amount: number,
): Promise<string | undefined> {
  if (amount === 0) return undefined;
  const transaction_id = runtime.ids.next();
  const posting = {
    from: { owner_type: "member" as const, owner_id },
    to: { system: "settlement" as const },
    asset: PRINCIPAL_ASSET,
    amount,
  };
  const [outcome] = await post(tx, [
    { ...head, transaction_id, kind: "deduction", effect: "deduction", postings: [posting] },
  ]);
  return postedId(outcome ?? { outcome: "none" });
}
