/** A lot as far as a draw asks. Lots come in draw order: earliest expiry first, ties by earliest earned. */
export interface DrawableLot {
  lot_id: string;
  remaining: number;
  held: number;
  available_from: Date;
  expires_at: Date | null;
}

export interface DrawnLot {
  lot_id: string;
  amount: number;
  expires_at: Date | null;
}

/** From which lots the book would take `amount` at `at`, and how much there is in all. */
export function previewDraw(
  lots: readonly DrawableLot[],
  amount: number,
  at: Date,
): { drawn: DrawnLot[]; available: number } {
  const drawn: DrawnLot[] = [];
  let available = 0;
  for (const { lot_id, remaining, held, available_from, expires_at } of lots) {
    if (available_from > at || (expires_at !== null && expires_at <= at)) continue;
    const free = remaining - held;
    const taken = Math.min(free, Math.max(0, amount - available));
    if (taken > 0) drawn.push({ lot_id, amount: taken, expires_at });
    available += free;
  }
  return { drawn, available };
}
