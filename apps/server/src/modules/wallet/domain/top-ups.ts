import type { LotDraw, TopUp } from "./split.ts";

export interface WalletLot {
  lot_id: string;
  /** Same for what was paid in at one moment by one person. */
  moment: string;
  /** The transaction that put it in; null for what a merge or a return gave a lot of its own. */
  put_in_by: string | null;
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
  return [...Map.groupBy(alive, (lot) => lot.moment).values()].flatMap(pairUp);
}

/**
 * A principal and the bonus that the same transaction put in belong together, though another top-up is of the same
 * moment; what a merge or a return made anew joins the first that lacks it.
 */
function pairUp(lots: readonly WalletLot[]): TopUp[] {
  const pairs: { paid?: WalletLot; given?: WalletLot }[] = [];
  for (const lot of lots) {
    const [side, other] = lot.is_principal ? (["paid", "given"] as const) : (["given", "paid"] as const);
    const pair = pairs.find((one) => one[side] === undefined && one[other] && areOne(one[other], lot));
    if (pair) pair[side] = lot;
    else pairs.push({ [side]: lot });
  }
  return pairs.map(({ paid, given }) => ({
    principal_lot_id: paid?.lot_id ?? null,
    bonus_lot_id: given?.lot_id ?? null,
    principal_left: paid?.left_fen ?? 0,
    bonus_left: given?.left_fen ?? 0,
  }));
}

const areOne = (a: WalletLot, b: WalletLot) =>
  a.put_in_by === null || b.put_in_by === null || a.put_in_by === b.put_in_by;

/** The lots after something was drawn from them. */
export function lotsAfter(lots: readonly WalletLot[], draws: readonly LotDraw[]): WalletLot[] {
  const drawn = new Map(draws.map(({ lot_id, amount }) => [lot_id, amount]));
  return lots.map((lot) => ({ ...lot, left_fen: lot.left_fen - (drawn.get(lot.lot_id) ?? 0) }));
}
