import { allocate } from "../../../platform/kernel/money.ts";

/** Shares payments out over lines by what is still open of them, largest remainder first; never more than a line holds. */
export function spreadPayments(
  own: readonly number[],
  payments: readonly { method: string; amount_fen: number }[],
): { method: string; amount_fen: number }[][] {
  const open = [...own];
  const spread = own.map((): { method: string; amount_fen: number }[] => []);
  for (const { method, amount_fen } of payments) {
    const total = open.reduce((sum, left) => sum + left, 0);
    const shares = allocate(Math.min(amount_fen, total), open, "largest_remainder");
    shares.forEach((share, index) => {
      if (share === 0) return;
      open[index] = (open[index] ?? 0) - share;
      spread[index]?.push({ method, amount_fen: share });
    });
  }
  return spread;
}
