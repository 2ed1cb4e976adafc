import { mulDivFloor } from "../../../platform/kernel/money.ts";
import {
  paidBy,
  paymentsByLine,
  PAYMENT_METHODS,
  settle,
  shrinkPayments,
  type BurnRate,
  type Payment,
  type SettledPayment,
  type Settlement,
  type TakeFromWallet,
} from "./payments.ts";

/** A line of a purchase, and what of it has already been given back. */
export interface RefundableLine {
  line_no: number;
  quantity: number;
  amount_fen: number;
  refunded_quantity: number;
  refunded_fen: number;
  /** The part of refunded_fen that was given back as an amount, not by quantity. */
  reduced_fen: number;
}

/** What is to be given back of a line: units, an amount, or (neither named) all that is left. */
export interface RefundAsk {
  line_no: number;
  quantity?: number | undefined;
  amount_fen?: number | undefined;
}

export interface RefundedLine {
  line_no: number;
  quantity: number;
  amount_fen: number;
  by_amount: boolean;
}

export interface RefundExceeds {
  line_no: number;
  left_quantity: number;
  left_fen: number;
}

/** The units and fen that an ask means, or what is left when that is less. */
export function refundOfLine(line: RefundableLine | undefined, ask: RefundAsk): RefundedLine | RefundExceeds {
  const left_quantity = line ? line.quantity - line.refunded_quantity : 0;
  const left_fen = line ? line.amount_fen - line.refunded_fen : 0;
  const { line_no } = ask;
  const exceeds = { line_no, left_quantity, left_fen };
  if (!line || (left_quantity === 0 && left_fen === 0)) return exceeds;
  if (ask.amount_fen !== undefined) {
    if (ask.amount_fen > left_fen) return exceeds;
    return { line_no, quantity: 0, amount_fen: ask.amount_fen, by_amount: true };
  }
  const quantity = ask.quantity ?? left_quantity;
  if (quantity > left_quantity) return exceeds;
  return { line_no, quantity, amount_fen: priceOf(line, quantity), by_amount: false };
}

export const exceedsPurchase = (refund: RefundedLine | RefundExceeds): refund is RefundExceeds => "left_fen" in refund;

/**
 * What `quantity` more units are worth, rounded down; the last ones take the rest. Counted from the beginning, so that one
 * by one comes to the same as at once; after an amount was given back, in proportion to what is left.
 */
function priceOf(line: RefundableLine, quantity: number): number {
  const left_fen = line.amount_fen - line.refunded_fen;
  const left_quantity = line.quantity - line.refunded_quantity;
  if (quantity === left_quantity) return left_fen;
  if (line.reduced_fen > 0) return mulDivFloor(left_fen, quantity, left_quantity);
  const until = mulDivFloor(line.amount_fen, line.refunded_quantity + quantity, line.quantity);
  return until - line.refunded_fen;
}

/** What a purchase takes of which money when only `kept` fen of each line had been bought. */
export function settleKept(
  purchase: {
    amounts: readonly number[];
    payments: readonly Payment[];
    take: TakeFromWallet;
    burn: BurnRate | null;
  },
  kept: readonly number[],
): Settlement {
  const rows = paymentsByLine(purchase.amounts, purchase.payments);
  const shrunk = rows.map((row, index) => shrinkPayments(row, kept[index] ?? 0));
  return settle(shrunk, purchase);
}

export interface MoneyBack {
  amount_fen: number;
  payments: SettledPayment[];
  principal_fen: number;
  bonus_fen: number;
  points: number;
}

/** What was taken less what would have been taken without the refunded part: never negative, by method and lot. */
export function differenceOf(before: Settlement, after: Settlement): MoneyBack {
  const principal_fen = before.principal_fen - after.principal_fen;
  const bonus_fen = before.bonus_fen - after.bonus_fen;
  const points = before.points - after.points;
  const payments = before.payments.flatMap(({ method, amount_fen }): SettledPayment[] => {
    const back = { method, amount_fen: amount_fen - paidBy(after.payments, method) };
    if (back.amount_fen === 0) return [];
    if (method === "wallet") return [{ ...back, principal_fen, bonus_fen }];
    return [method === "points" ? { ...back, points } : back];
  });
  const amount_fen = payments.reduce((sum, payment) => sum + payment.amount_fen, 0);
  return { amount_fen, payments, principal_fen, bonus_fen, points };
}

/** Money from which points that are no longer there are deducted, in this order; of a wallet only its principal. */
const DEDUCTED_FROM = PAYMENT_METHODS.filter((method) => method !== "points");

/**
 * Keeps back what `uncovered` points are worth (fen, rounded down) from the money given back, as far as it goes.
 * Points paid and bonus money are given back whole.
 */
export function deductPoints(
  back: MoneyBack,
  uncovered: number,
  burn: BurnRate | null,
): MoneyBack & { deducted_fen: number } {
  const worth = burn ? mulDivFloor(uncovered, burn.fen, burn.points) : 0;
  let left = worth;
  const payments = back.payments.map((payment) => ({ ...payment }));
  let { principal_fen } = back;
  for (const method of DEDUCTED_FROM) {
    for (const payment of payments.filter((one) => one.method === method)) {
      const part = Math.min(left, method === "wallet" ? principal_fen : payment.amount_fen);
      payment.amount_fen -= part;
      left -= part;
      if (method !== "wallet") continue;
      principal_fen -= part;
      payment.principal_fen = principal_fen;
    }
  }
  return {
    ...back,
    principal_fen,
    payments: payments.filter((payment) => payment.amount_fen > 0),
    deducted_fen: worth - left,
  };
}
