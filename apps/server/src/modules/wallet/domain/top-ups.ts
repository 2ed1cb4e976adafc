import type { LotDraw, TopUp } from "./split.ts";

export interface WalletLot {
  lot_id: string;
  /** Same for what was put in together: a principal and its bonus. */
  top_up_id: string;
  is_principal: boolean;
  left_fen: number;
  available_from: Date;
  expires_at: Date | null;
}

/** The top-ups that can be spent at `at`, in the order of their lots: the oldest first. */
export function topUpsAt(lots: readonly WalletLot[], at: Date): TopUp[] {
  const alive = lots.filter(
    (lot) => lot.left_fen > 0 && lot.available_from <= at && (lot.expires_at === null || lot.expires_at > at),
  );
  return [...Map.groupBy(alive, (lot) => lot.top_up_id).values()].flatMap((together) => {
    const principal = together.filter((lot) => lot.is_principal);
    const bonus = together.filter((lot) => !lot.is_principal);
    // One of each, as a rule. What a transaction put in besides stands alone.
    return Array.from({ length: Math.max(principal.length, bonus.length) }, (_, index): TopUp => {
      const paid = principal[index];
      const given = bonus[index];
      return {
        principal_lot_id: paid?.lot_id ?? null,
        bonus_lot_id: given?.lot_id ?? null,
        principal_left: paid?.left_fen ?? 0,
        bonus_left: given?.left_fen ?? 0,
      };
    });
  });
}

/** The lots after something was drawn from them. */
export function lotsAfter(lots: readonly WalletLot[], draws: readonly LotDraw[]): WalletLot[] {
  const drawn = new Map(draws.map(({ lot_id, amount }) => [lot_id, amount]));
  return lots.map((lot) => ({ ...lot, left_fen: lot.left_fen - (drawn.get(lot.lot_id) ?? 0) }));
}
