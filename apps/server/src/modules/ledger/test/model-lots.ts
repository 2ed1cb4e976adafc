// The lots of the model, in lists; of the room's code only the computed id of a lot that was kept (which breaks ties).
import { accountId } from "../index.ts";

export const POINTS = "points";
export const DEBT = "points.debt";

export type Policy = "debt" | "deduct_cash" | "forgive";
export interface ModelLot {
  id: string;
  owner: string;
  asset: string;
  transaction: string;
  line: number;
  amount: number;
  remaining: number;
  held: number;
  earned: number;
  from: number;
  until: number | null;
  origin: ModelLot | null;
}
export interface Drawn {
  lot: ModelLot;
  amount: number;
  returned: number;
}
export interface ModelLine {
  kind: "credit" | "debit" | "move";
  owner: string;
  to: string | null;
  asset: string;
  amount: number;
  reversed: number;
  drawn: Drawn[];
}
export interface ModelHold {
  id: string;
  owner: string;
  open: boolean;
  parts: { lot: ModelLot; left: number }[];
}
export interface Merge {
  from: string;
  to: string;
  undone: boolean;
  pairs: { from: ModelLot; to: ModelLot }[];
  holds: ModelHold[];
}

/** What the new lots of a reversal have in common. */
export interface Fresh {
  transaction: string;
  now: number;
  ids: Iterator<string>;
}

export const nextOf = (ids: Iterator<string>) => ids.next().value as string; // the book has asked for as many
export const over = (lot: ModelLot, now: number) => lot.until !== null && lot.until <= now;
export const free = (lot: ModelLot) => lot.remaining - lot.held;
export const sum = (amounts: number[]) => amounts.reduce((a, b) => a + b, 0);
const order = (a: ModelLot, b: ModelLot) =>
  (a.until ?? Number.MAX_VALUE) - (b.until ?? Number.MAX_VALUE) || a.earned - b.earned || (a.id < b.id ? -1 : 1);

/** Who has which lots, and where they came from. */
export class ModelLots {
  lots: ModelLot[] = [];
  lines = new Map<string, ModelLine[]>();
  holds: ModelHold[] = [];
  merges = new Map<string, Merge>();

  home(owner: string): string {
    const merge = [...this.merges.values()].find((each) => each.from === owner && !each.undone);
    return merge ? this.home(merge.to) : owner;
  }

  of(owner: string, asset: string): ModelLot[] {
    return this.lots.filter((lot) => lot.owner === owner && lot.asset === asset).toSorted(order);
  }

  balance = (owner: string, asset = POINTS) => sum(this.of(owner, asset).map((lot) => lot.remaining));
  spendable = (owner: string, now: number, asset = POINTS) =>
    this.of(owner, asset).filter((lot) => lot.from <= now && !over(lot, now));
  available = (owner: string, now: number, asset = POINTS) => sum(this.spendable(owner, now, asset).map(free));

  protected add(lot: Omit<ModelLot, "remaining" | "held">): ModelLot {
    const added = { ...lot, remaining: lot.amount, held: 0 };
    this.lots.push(added);
    return added;
  }

  protected keep(transaction: string, line: number, lot: ModelLot, to: string, amount: number): ModelLot {
    const id = accountId(transaction, `${line} ${lot.id}`);
    return this.add({ ...lot, id, owner: to, transaction, line, amount, origin: lot });
  }

  protected owe(owner: string, amount: number, { transaction, now, ids }: Fresh): void {
    const life = { earned: now, from: 0, until: null, origin: null };
    this.add({ id: nextOf(ids), owner, asset: DEBT, transaction, line: 0, amount, ...life });
  }

  protected take(lots: ModelLot[], amount: number): Drawn[] {
    let left = amount;
    return lots.flatMap((lot) => {
      const part = Math.min(free(lot), left);
      left -= part;
      lot.remaining -= part;
      return part > 0 ? [{ lot, amount: part, returned: 0 }] : [];
    });
  }

  protected debit(owner: string, asset: string, drawn: Drawn[]): ModelLine {
    return { kind: "debit", owner, to: null, asset, amount: sum(drawn.map((part) => part.amount)), reversed: 0, drawn };
  }

  /** What a line made and what became of it, as far as it lies in this account. */
  protected own(transaction: string, line: number, owner: string, asset: string): ModelLot[] {
    return this.of(owner, asset).filter((lot) => this.madeBy(lot, transaction, line) !== undefined);
  }

  private madeBy(lot: ModelLot, transaction: string, line: number): ModelLot | undefined {
    for (let each: ModelLot | null = lot; each; each = each.origin)
      if (each.transaction === transaction && each.line === line) return each;
    return undefined;
  }

  protected madeFrom = (lot: ModelLot, transaction: string, line: number) =>
    this.madeBy(lot, transaction, line)?.origin ?? null;
}
