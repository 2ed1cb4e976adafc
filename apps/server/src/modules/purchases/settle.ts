import { split, type SplitPolicy, type TopUp } from "../wallet/index.ts";
import {
  paidBy,
  paymentsByLine,
  settle,
  type BurnRate,
  type PaidFrom,
  type Payment,
  type Settlement,
  type TakeFromWallet,
} from "./domain/payments.ts";
import { settleKept } from "./domain/refund.ts";

interface Basket {
  lines: readonly { amount_fen: number }[];
  payments: readonly Payment[];
}

/** A wallet of which nothing is kept held no bonus: all of it is principal. */
export function takeFrom(wallet: PaidFrom["wallet"]): TakeFromWallet {
  if (wallet) return (amounts) => split(wallet.top_ups, amounts, wallet.policy);
  return (amounts) => ({
    lines: amounts.map((principal_fen) => ({ principal_fen, bonus_fen: 0 })),
    principal: [],
    bonus: [],
  });
}

/** Where the money of a purchase comes from that nothing speaks against, and what to keep of it for its refunds. */
export function settlePurchase(
  { lines, payments }: Basket,
  means: { top_ups: readonly TopUp[]; policy: SplitPolicy; burn: BurnRate | null },
): { settlement: Settlement; paid_from: PaidFrom } {
  const { top_ups, policy, burn } = means;
  const rows = paymentsByLine(
    lines.map((line) => line.amount_fen),
    payments,
  );
  const wallet = paidBy(payments, "wallet") > 0 ? { policy, top_ups: [...top_ups] } : null;
  const settlement = settle(rows, { take: takeFrom(wallet), burn });
  const paid_from = {
    wallet: wallet && { policy, top_ups: touchedOf(top_ups, settlement) },
    burn: settlement.points > 0 ? burn : null,
  };
  return { settlement, paid_from };
}

/** What the purchase's own row says of how it was paid: both are as this room wrote them. */
export interface PaidPurchase {
  payments: unknown;
  paid_from: unknown;
}

/** What a purchase takes of which money when only `kept` fen of each line had been bought; all of it by default. */
export function settlementOf(
  { payments, paid_from }: PaidPurchase,
  lines: readonly { amount_fen: number }[],
  kept?: readonly number[],
): Settlement {
  const from = paid_from as PaidFrom | null;
  const amounts = lines.map((line) => line.amount_fen);
  return settleKept(
    {
      amounts,
      payments: payments as Payment[],
      take: takeFrom(from?.wallet ?? null),
      burn: from?.burn ?? null,
    },
    kept ?? amounts,
  );
}

/** The top-ups that gave something: a smaller purchase touches none besides. */
function touchedOf(top_ups: readonly TopUp[], { draws }: Settlement): TopUp[] {
  const drawn = new Set([...draws.principal, ...draws.bonus].map((draw) => draw.lot_id));
  return top_ups.filter(
    ({ principal_lot_id, bonus_lot_id }) => drawn.has(principal_lot_id ?? "") || drawn.has(bonus_lot_id ?? ""),
  );
}
