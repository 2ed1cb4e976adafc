import { AppError } from "../../../platform/kernel/errors.ts";
import { paidBy, pointsFor, type BurnRate, type Payment, type Settlement } from "./payments.ts";

export const BUSINESS_TYPES = [
  "ticket",
  "dining",
  "lodging",
  "retail",
  "parking",
  "entertainment",
  "wellness",
  "transport",
  // Sold today, used later: these earn nothing unless a rule names them.
  "pass",
  "top_up",
] as const;
export interface PurchaseLine {
  item_code: string | null;
  item_name: string;
  business_type: (typeof BUSINESS_TYPES)[number];
  /** The caller's own grouping of its goods: rules may name it. */
  category: string | null;
  quantity: number;
  /** What the line costs in all, after discounts. */
  amount_fen: number;
}

/** A reason to refuse, with what was asked and what was found. */
export interface Refusal {
  code:
    | "payments_do_not_match"
    | "member_blocked"
    | "insufficient_balance"
    | "wallet_needs_member"
    | "points_need_member"
    | "points_not_accepted";
  expected: unknown;
  actual: unknown;
}

/** What a member is kept from: earning keeps them from buying as themselves, spending from paying with what they have. */
export interface Standing {
  readonly block_scopes: readonly string[] | null;
}

/** What a purchase is decided by, besides the points it earns. */
export interface PurchaseFacts {
  member: Standing | null;
  /** Spendable wallet value in fen; 0 without a member. */
  wallet_fen: number;
  /** Points that can be spent; 0 without a member. */
  points: number;
  /** What points are worth as a payment; null when the programme takes none. */
  burn: BurnRate | null;
}

export const totalFen = (lines: readonly { amount_fen: number }[]) =>
  lines.reduce((sum, line) => sum + line.amount_fen, 0);

interface Basket {
  lines: readonly PurchaseLine[];
  payments: readonly Payment[];
}

/** Everything that speaks against a purchase; empty when it may be committed. */
export function refusalsOf(purchase: Basket, facts: PurchaseFacts): Refusal[] {
  const refusals: Refusal[] = [];
  const total = totalFen(purchase.lines);
  const paid = totalFen(purchase.payments);
  if (paid !== total) refusals.push({ code: "payments_do_not_match", expected: total, actual: paid });
  const wallet = paidBy(purchase.payments, "wallet");
  const spends = wallet > 0 || paidBy(purchase.payments, "points") > 0;
  const scopes = facts.member?.block_scopes ?? [];
  if (scopes.includes("earn") || (spends && scopes.includes("spend")))
    refusals.push({ code: "member_blocked", expected: "active", actual: "blocked" });
  if (wallet > 0 && !facts.member) refusals.push({ code: "wallet_needs_member", expected: "member", actual: null });
  else if (wallet > facts.wallet_fen)
    refusals.push({ code: "insufficient_balance", expected: wallet, actual: facts.wallet_fen });
  return [...refusals, ...pointsRefusals(paidBy(purchase.payments, "points"), facts)];
}

function pointsRefusals(points_fen: number, { member, burn, points }: PurchaseFacts): Refusal[] {
  if (points_fen === 0) return [];
  if (!member) return [{ code: "points_need_member", expected: "member", actual: null }];
  if (!burn) return [{ code: "points_not_accepted", expected: "burn", actual: null }];
  const needed = pointsFor(points_fen, burn);
  return needed > points ? [{ code: "insufficient_balance", expected: needed, actual: points }] : [];
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

/** What the statement calls the purchase. */
export function titleOf(lines: readonly Pick<PurchaseLine, "item_name" | "quantity">[]): string {
  const [first] = lines;
  if (!first) return "";
  const name = first.quantity > 1 ? `${first.item_name} × ${first.quantity}` : first.item_name;
  return lines.length > 1 ? `${name} +${lines.length - 1}` : name;
}

/** The lines as the points room sees them. */
export function earningLines(lines: readonly PurchaseLine[], settlement: Settlement) {
  return lines.map((line, index) => {
    const settled = settlement.lines[index];
    return {
      line_no: index + 1,
      title: line.item_name,
      item_code: line.item_code,
      category: line.category,
      business_type: line.business_type,
      quantity: line.quantity,
      amount_fen: line.amount_fen,
      own_money_fen: settled?.own_money_fen ?? 0,
      payments: settled?.own_payments ?? [],
    };
  });
}
