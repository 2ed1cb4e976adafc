// Which lots give what: the same order as ledger.draw in the database.

export interface DrawableLot {
  lot_id: string;
  remaining: number;
  held: number;
  earned_at: Date;
  available_from: Date;
  expires_at: Date | null;
}

export interface DrawnPart {
  lot_id: string;
  amount: number;
}

/** Earliest expiry first, never-expiring last, then earliest earned. */
export function inDrawOrder(a: DrawableLot, b: DrawableLot): number {
  const expiry = (lot: DrawableLot) => lot.expires_at?.getTime() ?? Number.POSITIVE_INFINITY;
  const ends = expiry(a) === expiry(b) ? 0 : expiry(a) - expiry(b);
  return ends || a.earned_at.getTime() - b.earned_at.getTime() || (a.lot_id < b.lot_id ? -1 : 1);
}

export const freeOf = (lot: Pick<DrawableLot, "remaining" | "held">): number => lot.remaining - lot.held;

export const hasExpired = (lot: Pick<DrawableLot, "expires_at">, at: Date): boolean =>
  lot.expires_at !== null && lot.expires_at <= at;

export const isSpendable = (lot: DrawableLot, at: Date): boolean => lot.available_from <= at && !hasExpired(lot, at);

/** Up to `amount`, from the lots in the order given. */
export function take<Lot extends { lot_id: string }>(
  lots: readonly Lot[],
  amount: number,
  freeIn: (lot: Lot) => number,
): DrawnPart[] {
  let left = amount;
  const parts: DrawnPart[] = [];
  for (const lot of lots) {
    const part = Math.min(freeIn(lot), left);
    if (part <= 0) continue;
    parts.push({ lot_id: lot.lot_id, amount: part });
    left -= part;
  }
  return parts;
}

export const totalOf = (parts: readonly { amount: number }[]): number =>
  parts.reduce((sum, { amount }) => sum + amount, 0);
