import { assert } from "../../../platform/kernel/assert.ts";
import { mulDivFloor } from "../../../platform/kernel/money.ts";

/** How a wallet payment is taken within one top-up. */
export const SPLIT_POLICIES = ["proportional", "principal_first", "bonus_first"] as const;
export type SplitPolicy = (typeof SPLIT_POLICIES)[number];

/** What is left of one top-up: money paid in, and money given on top of it. A lot that is empty or was never made is null. */
export interface TopUp {
  principal_lot_id: string | null;
  bonus_lot_id: string | null;
  principal_left: number;
  bonus_left: number;
}

/** What one line takes, in fen. */
export interface WalletShare {
  principal_fen: number;
  bonus_fen: number;
}

export interface LotDraw {
  lot_id: string;
  amount: number;
}

export interface WalletSplit {
  /** One per amount, in the order given. */
  lines: WalletShare[];
  /** What leaves the lots altogether, oldest top-up first. */
  principal: LotDraw[];
  bonus: LotDraw[];
}

const leftOf = ({ principal_left, bonus_left }: TopUp) => principal_left + bonus_left;
export const walletLeft = (top_ups: readonly TopUp[]) => top_ups.reduce((sum, top_up) => sum + leftOf(top_up), 0);

/**
 * Takes the amounts (fen) one after the other from the top-ups, the oldest first, each as `policy` says; the principal
 * share is rounded down to the fen. The top-ups must hold enough. Taking less never leaves less in any lot: so what a
 * smaller purchase would not have taken is never negative, lot by lot (the property tests say it too).
 */
export function split(top_ups: readonly TopUp[], amounts: readonly number[], policy: SplitPolicy): WalletSplit {
  assert(amounts.reduce((sum, amount) => sum + amount, 0) <= walletLeft(top_ups), "the wallet holds what is taken");
  const left = top_ups.map(({ principal_left, bonus_left }) => ({ principal_left, bonus_left }));
  const lines = amounts.map((amount) => {
    const share = { principal_fen: 0, bonus_fen: 0 };
    for (const one of left) {
      const part = Math.min(amount - share.principal_fen - share.bonus_fen, one.principal_left + one.bonus_left);
      if (part === 0) continue;
      const principal = principalPart(one, part, policy);
      one.principal_left -= principal;
      one.bonus_left -= part - principal;
      share.principal_fen += principal;
      share.bonus_fen += part - principal;
    }
    return share;
  });
  const drawn = (lot: "principal_lot_id" | "bonus_lot_id", key: "principal_left" | "bonus_left"): LotDraw[] =>
    top_ups.flatMap((top_up, index) => {
      const amount = top_up[key] - (left[index]?.[key] ?? 0);
      return amount > 0 ? [{ lot_id: top_up[lot] ?? "", amount }] : [];
    });
  return {
    lines,
    principal: drawn("principal_lot_id", "principal_left"),
    bonus: drawn("bonus_lot_id", "bonus_left"),
  };
}

/** How much of `amount` is principal, from one top-up that holds at least that. */
function principalPart(
  { principal_left, bonus_left }: Pick<TopUp, "principal_left" | "bonus_left">,
  amount: number,
  policy: SplitPolicy,
): number {
  if (policy === "principal_first") return Math.min(amount, principal_left);
  if (policy === "bonus_first") return amount - Math.min(amount, bonus_left);
  return mulDivFloor(amount, principal_left, principal_left + bonus_left);
}
