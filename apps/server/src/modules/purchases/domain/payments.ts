import { assert } from "../../../platform/kernel/assert.ts";
import { allocate, mulDivFloor } from "../../../platform/kernel/money.ts";
import type { SplitPolicy, TopUp, WalletSplit } from "../../wallet/index.ts";

export const PAYMENT_METHODS = ["cash", "card", "wechat", "alipay", "wallet", "points"] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];
export interface Payment {
  method: PaymentMethod;
  amount_fen: number;
}

/** What `points` points are worth when they pay: `fen`. */
export interface BurnRate {
  points: number;
  fen: number;
}

/** What stood behind a purchase's payments when it was made: enough to work out again what a smaller one would have taken. */
export interface PaidFrom {
  /** The wallet as it was before, the top-ups that could be touched; null when none was split. */
  wallet: { policy: SplitPolicy; top_ups: TopUp[] } | null;
  burn: BurnRate | null;
}

export interface SettledLine {
  payments: Payment[];
  /** The member's own money in it, by method: cash, card, wechat, alipay, wallet principal. */
  own_payments: Payment[];
  own_money_fen: number;
}

/** Where the money of a purchase came from, to the fen and the point. */
export interface Settlement {
  lines: SettledLine[];
  payments: Payment[];
  principal_fen: number;
  bonus_fen: number;
  /** Points that leave the account for the part paid with points. */
  points: number;
  draws: Pick<WalletSplit, "principal" | "bonus">;
}

const sumOf = (payments: readonly Payment[]) => payments.reduce((sum, payment) => sum + payment.amount_fen, 0);

/** Fen paid by one method. */
export function paidBy(payments: readonly Payment[], method: PaymentMethod): number {
  return sumOf(payments.filter((payment) => payment.method === method));
}

/** One payment per method, in the order in which methods came first; without those of nothing. */
export function mergePayments(payments: readonly Payment[]): Payment[] {
  const methods = [...new Set(payments.map((payment) => payment.method))];
  return methods
    .map((method) => ({ method, amount_fen: paidBy(payments, method) }))
    .filter((payment) => payment.amount_fen > 0);
}

/**
 * Which payment paid which line: line after line in proportion to what is left of each payment, largest remainder
 * first. Lines add up to their amounts and payments to theirs. Payments must come to as much as the lines.
 */
export function paymentsByLine(amounts: readonly number[], payments: readonly Payment[]): Payment[][] {
  const left = mergePayments(payments);
  assert(sumOf(left) === amounts.reduce((a, b) => a + b, 0), "payments come to what the lines cost");
  return amounts.map((amount_fen) => {
    if (left.length === 0) return [];
    const parts = allocate(
      amount_fen,
      left.map((payment) => payment.amount_fen),
      "largest_remainder",
    );
    const row = left.map(({ method }, index) => ({ method, amount_fen: parts[index] ?? 0 }));
    for (const [index, payment] of left.entries()) payment.amount_fen -= parts[index] ?? 0;
    return row.filter((payment) => payment.amount_fen > 0);
  });
}

/**
 * What would have paid a line of `amount_fen` instead of the whole: each method in proportion, rounded down one after
 * the other, the last takes the rest. A smaller amount never takes more by any method, which largest remainders cannot promise.
 */
export function shrinkPayments(row: readonly Payment[], amount_fen: number): Payment[] {
  let left = amount_fen;
  let whole = sumOf(row);
  return row
    .map(({ method, amount_fen: full }) => {
      const part = whole === 0 ? 0 : mulDivFloor(left, full, whole);
      left -= part;
      whole -= full;
      return { method, amount_fen: part };
    })
    .filter((payment) => payment.amount_fen > 0);
}

/** What so many fen, line by line, take from the wallet as it was. */
export type TakeFromWallet = (amounts: readonly number[]) => WalletSplit;

/** Takes what the lines' payments say from wallet and points. */
export function settle(
  rows: readonly (readonly Payment[])[],
  { take, burn }: { take: TakeFromWallet; burn: BurnRate | null },
): Settlement {
  const shares = take(rows.map((row) => paidBy(row, "wallet")));
  const payments = mergePayments(rows.flat());
  const lines = rows.map((row, index): SettledLine => {
    const principal_fen = shares.lines[index]?.principal_fen ?? 0;
    const own_payments = row
      .filter((payment) => payment.method !== "points")
      .map((payment) => (payment.method === "wallet" ? { ...payment, amount_fen: principal_fen } : payment));
    return { payments: [...row], own_payments, own_money_fen: sumOf(own_payments) };
  });
  return {
    lines,
    payments,
    principal_fen: shares.lines.reduce((sum, line) => sum + line.principal_fen, 0),
    bonus_fen: shares.lines.reduce((sum, line) => sum + line.bonus_fen, 0),
    points: pointsFor(paidBy(payments, "points"), burn),
    draws: { principal: shares.principal, bonus: shares.bonus },
  };
}

/** A payment as people read it: what of a wallet was principal and bonus, how many points. */
export interface SettledPayment extends Payment {
  principal_fen?: number;
  bonus_fen?: number;
  points?: number;
}

export function settledPayments({ payments, principal_fen, bonus_fen, points }: Settlement): SettledPayment[] {
  return payments.map((payment) => {
    if (payment.method === "wallet") return { ...payment, principal_fen, bonus_fen };
    return payment.method === "points" ? { ...payment, points } : payment;
  });
}

/** Points that pay `amount_fen`, rounded up: a point is not divided. */
export function pointsFor(amount_fen: number, burn: BurnRate | null): number {
  if (amount_fen === 0 || !burn) return 0;
  return -mulDivFloor(-amount_fen, burn.points, burn.fen);
}
