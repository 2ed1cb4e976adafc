import { AppError } from "../../../platform/kernel/errors.ts";
import { allocate } from "../../../platform/kernel/money.ts";

export const PAYMENT_METHODS = ["cash", "card", "wechat", "alipay", "wallet"] as const;
export interface Payment {
  method: (typeof PAYMENT_METHODS)[number];
  amount_fen: number;
}

export const BUSINESS_TYPES = [
  "ticket",
  "dining",
  "lodging",
  "retail",
  "parking",
  "entertainment",
  "wellness",
  "transport",
] as const;
export interface PurchaseLine {
  item_code: string | null;
  item_name: string;
  business_type: (typeof BUSINESS_TYPES)[number];
  quantity: number;
  /** What the line costs in all, after discounts. */
  amount_fen: number;
}

/** A reason to refuse, with what was asked and what was found. */
export interface Refusal {
  code: "payments_do_not_match" | "member_blocked" | "insufficient_balance" | "wallet_needs_member";
  expected: unknown;
  actual: unknown;
}

export interface PurchaseFacts {
  member: { status: string } | null;
  /** Spendable wallet value in fen; 0 without a member. */
  wallet_fen: number;
}

export const walletFen = (payments: readonly Payment[]) =>
  payments.reduce((sum, payment) => (payment.method === "wallet" ? sum + payment.amount_fen : sum), 0);

export const totalFen = (lines: readonly PurchaseLine[]) => lines.reduce((sum, line) => sum + line.amount_fen, 0);

/** Everything that speaks against a purchase; empty when it may be committed. */
export function refusalsOf(
  purchase: { lines: readonly PurchaseLine[]; payments: readonly Payment[] },
  facts: PurchaseFacts,
): Refusal[] {
  const refusals: Refusal[] = [];
  const total = totalFen(purchase.lines);
  const paid = purchase.payments.reduce((sum, payment) => sum + payment.amount_fen, 0);
  if (paid !== total) refusals.push({ code: "payments_do_not_match", expected: total, actual: paid });
  if (facts.member && facts.member.status !== "active") {
    refusals.push({ code: "member_blocked", expected: "active", actual: facts.member.status });
  }
  const wallet = walletFen(purchase.payments);
  if (wallet > 0 && !facts.member) refusals.push({ code: "wallet_needs_member", expected: "member", actual: null });
  else if (wallet > facts.wallet_fen)
    refusals.push({ code: "insufficient_balance", expected: wallet, actual: facts.wallet_fen });
  return refusals;
}

/** A commit answers with the first reason. */
export function refusalError(refusal: Refusal): AppError {
  return new AppError(refusal.code, {
    required: refusal.expected,
    available: refusal.actual,
    expected: refusal.expected,
    actual: refusal.actual,
  });
}

/**
 * The member's own money per line, in fen. Every method here is own money (a wallet holds principal only until there
 * is bonus money), so each line counts in full; with other methods it is the lines' share of the own part, largest
 * remainder first.
 */
export function ownMoneyByLine(lines: readonly PurchaseLine[], payments: readonly Payment[]): number[] {
  const own = payments.reduce((sum, payment) => sum + payment.amount_fen, 0);
  const amounts = lines.map((line) => line.amount_fen);
  return own === totalFen(lines) ? amounts : allocate(own, amounts, "largest_remainder");
}

/** What the statement calls the purchase. */
export function titleOf(lines: readonly PurchaseLine[]): string {
  const [first] = lines;
  if (!first) return "";
  const name = first.quantity > 1 ? `${first.item_name} × ${first.quantity}` : first.item_name;
  return lines.length > 1 ? `${name} +${lines.length - 1}` : name;
}

/** The lines as the points room sees them. */
export function earningLines(purchase: { lines: readonly PurchaseLine[]; payments: readonly Payment[] }) {
  const own = ownMoneyByLine(purchase.lines, purchase.payments);
  return purchase.lines.map((line, index) => ({
    line_no: index + 1,
    title: line.item_name,
    item_code: line.item_code,
    category: null,
    business_type: line.business_type,
    quantity: line.quantity,
    amount_fen: line.amount_fen,
    own_money_fen: own[index] ?? 0,
    payments: [],
  }));
}
