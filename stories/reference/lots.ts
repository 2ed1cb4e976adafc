// One owner's holding of one asset, as ledger.md says: what comes in are lots, what goes out names the lots it drew from.

/** Instants are milliseconds; null never ends. */
export interface Lot {
  readonly name: string;
  readonly earned_at: number;
  readonly available_from: number;
  readonly expires_at: number | null;
  left: number;
}

/** In the order of drawing. */
export interface Draw {
  readonly lot: Lot;
  readonly amount: number;
}

export type NewLot = Omit<Lot, "available_from" | "left"> & {
  readonly amount: number;
  readonly available_from?: number;
};

const never = Number.POSITIVE_INFINITY;
const DAY_MS = 86_400_000;
const SHANGHAI_MS = 8 * 3_600_000;

/** Earliest expiry first, never-expiring last; ties by earliest earned. */
const byDrawOrder = (a: Lot, b: Lot): number =>
  (a.expires_at ?? never) - (b.expires_at ?? never) || a.earned_at - b.earned_at || 0;

const isOver = (lot: Lot, at: number) => lot.expires_at !== null && lot.expires_at <= at;

/** The end of the day `days` after `at`, in Shanghai. */
const endOfDayAfter = (at: number, days: number): number =>
  (Math.floor((at + SHANGHAI_MS) / DAY_MS) + days + 1) * DAY_MS - SHANGHAI_MS;

export class Holding {
  readonly lots: Lot[] = [];
  debt = 0;

  get balance(): number {
    return this.lots.reduce((sum, lot) => sum + lot.left, 0);
  }

  available(at: number): number {
    return this.drawable(at).reduce((sum, lot) => sum + lot.left, 0);
  }

  /** What comes in repays a debt first, out of itself. */
  add({ amount, available_from = 0, ...lot }: NewLot): Lot {
    const repaid = Math.min(this.debt, amount);
    this.debt -= repaid;
    const added = { ...lot, available_from, left: amount - repaid };
    this.lots.push(added);
    return added;
  }

  /** Undefined: too little, nothing was taken. */
  spend(amount: number, at: number): Draw[] | undefined {
    return this.available(at) < amount ? undefined : take(this.drawable(at), amount);
  }

  /** Gives `amount` of a spending back, last drawn first; what ran out meanwhile lives `grace_days` more. */
  giveBack(draws: readonly Draw[], amount: number, at: number, grace_days = 30): Draw[] {
    const returned: Draw[] = [];
    let open = amount;
    for (const draw of draws.toReversed()) {
      const back = Math.min(open, draw.amount);
      open -= back;
      if (back > 0) returned.push({ lot: this.restore(draw.lot, back, at, grace_days), amount: back });
    }
    return returned;
  }

  /** Takes earned value back: its own lot first, then the others; what is missing becomes debt. */
  clawBack(own: Lot, amount: number, at: number): void {
    const pending = this.lots.filter((lot) => lot.available_from > at).sort(byDrawOrder);
    const order = [own, ...this.drawable(at).filter((lot) => lot !== own), ...pending.filter((lot) => lot !== own)];
    const taken = take(order, amount);
    this.debt += amount - taken.reduce((sum, draw) => sum + draw.amount, 0);
  }

  /** Takes out what has ended by `at`; returns how much that was. */
  expire(at: number): number {
    const over = this.lots.filter((lot) => isOver(lot, at));
    return take(over, never).reduce((sum, draw) => sum + draw.amount, 0);
  }

  /** What is left, in the order in which it would be drawn. */
  remaining(): Lot[] {
    return this.lots.filter((lot) => lot.left > 0).sort(byDrawOrder);
  }

  private drawable(at: number): Lot[] {
    return this.lots.filter((lot) => lot.left > 0 && lot.available_from <= at && !isOver(lot, at)).sort(byDrawOrder);
  }

  private restore(lot: Lot, amount: number, at: number, grace_days: number): Lot {
    if (!isOver(lot, at)) {
      lot.left += amount;
      return lot;
    }
    const revived = { ...lot, expires_at: endOfDayAfter(at, grace_days), left: amount };
    this.lots.push(revived);
    return revived;
  }
}

/** Moves value to another holding: it stays the value it was. */
export function move(from: Holding, to: Holding, amount: number, at: number): boolean {
  const draws = from.spend(amount, at);
  for (const { lot, amount: part } of draws ?? []) to.lots.push({ ...lot, left: part });
  return draws !== undefined;
}

function take(order: readonly Lot[], amount: number): Draw[] {
  let open = amount;
  return order.flatMap((lot) => {
    const part = Math.min(open, lot.left);
    if (part <= 0) return [];
    open -= part;
    lot.left -= part;
    return [{ lot, amount: part }];
  });
}
