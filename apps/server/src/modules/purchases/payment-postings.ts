import type { Posting } from "../ledger/index.ts";
import { BONUS_ASSET, PRINCIPAL_ASSET } from "../wallet/index.ts";
import type { Settlement } from "./domain/payments.ts";

type Paid = Pick<Settlement, "principal_fen" | "bonus_fen" | "points">;

/**
 * What a payment takes from its member, in this order and first in the purchase's transaction: principal, bonus, points.
 * The numbers of the lines follow from it, for a refund that gives them back.
 */
export function paymentPostings(member_id: string, { draws, ...paid }: Paid & Pick<Settlement, "draws">): Posting[] {
  const from = { owner_type: "member", owner_id: member_id } as const;
  const wallet = { from, to: { system: "settlement" } } as const;
  return [
    { ...wallet, asset: PRINCIPAL_ASSET, amount: paid.principal_fen, from_lots: draws.principal },
    { ...wallet, asset: BONUS_ASSET, amount: paid.bonus_fen, from_lots: draws.bonus },
    { from, to: { system: "redeemed" } as const, asset: "points", amount: paid.points },
  ].filter((posting) => posting.amount > 0);
}

/** How many lines that is. */
export const paymentLineCount = ({ principal_fen, bonus_fen, points }: Paid): number =>
  [principal_fen, bonus_fen, points].filter((amount) => amount > 0).length;

/** The same lines, with what is to be given back of each. */
export function linesBack(paid: Paid, back: Paid): { line_no: number; amount: number }[] {
  return [
    { paid: paid.principal_fen, amount: back.principal_fen },
    { paid: paid.bonus_fen, amount: back.bonus_fen },
    { paid: paid.points, amount: back.points },
  ]
    .filter((line) => line.paid > 0)
    .map(({ amount }, index) => ({ line_no: index + 1, amount }))
    .filter((line) => line.amount > 0);
}
