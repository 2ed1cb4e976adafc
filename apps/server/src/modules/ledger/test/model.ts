// The book as docs/domain/ledger.md tells it, in the plainest way: no database, none of the room's code.
import {
  DEBT,
  free,
  ModelLots,
  nextOf,
  over,
  POINTS,
  sum,
  type Drawn,
  type Fresh,
  type Merge,
  type ModelHold,
  type ModelLine,
  type ModelLot,
  type Policy,
} from "./model-lots.ts";

const DAY = 86_400_000;
const SHANGHAI = 8 * 3_600_000;

/** What may be done with lots. */
export class Model extends ModelLots {
  /** A whole award arrives; what is owed is paid from it. Returns what was repaid. */
  earn(transaction: string, lot: Pick<ModelLot, "id" | "owner" | "amount" | "earned" | "from" | "until">): number {
    const arrived = this.add({ ...lot, asset: POINTS, transaction, line: 1, origin: null });
    const repaid = Math.min(this.balance(lot.owner, DEBT), lot.amount);
    const line = { kind: "credit", owner: lot.owner, to: null, asset: POINTS, amount: lot.amount } as const;
    const lines: ModelLine[] = [{ ...line, reversed: 0, drawn: [] }];
    if (repaid > 0) {
      lines.push(this.debit(lot.owner, POINTS, this.take([arrived], repaid)));
      lines.push(this.debit(lot.owner, DEBT, this.take(this.of(lot.owner, DEBT), repaid)));
    }
    this.lines.set(transaction, lines);
    return repaid;
  }

  spend(transaction: string, owner: string, amount: number, now: number): number | undefined {
    const available = this.available(owner, now);
    if (available < amount) return available;
    this.lines.set(transaction, [this.debit(owner, POINTS, this.take(this.spendable(owner, now), amount))]);
    return undefined;
  }

  transfer(transaction: string, from: string, to: string, amount: number, now: number): number | undefined {
    const available = this.available(from, now);
    if (available < amount) return available;
    const drawn = this.take(this.spendable(from, now), amount);
    for (const { lot, amount: part } of drawn) this.keep(transaction, 1, lot, to, part);
    this.lines.set(transaction, [{ ...this.debit(from, POINTS, drawn), kind: "move", to }]);
    return undefined;
  }

  hold(id: string, owner: string, amount: number, now: number): number | undefined {
    const available = this.available(owner, now);
    if (available < amount) return available;
    let left = amount;
    const parts = this.spendable(owner, now).flatMap((lot) => {
      const part = Math.min(free(lot), left);
      left -= part;
      lot.held += part;
      return part > 0 ? [{ lot, left: part }] : [];
    });
    this.holds.push({ id, owner, open: true, parts });
    return undefined;
  }

  capture(transaction: string, hold: ModelHold, amount: number, keep_rest: boolean, now: number): void {
    let left = amount;
    const drawn = hold.parts.flatMap((part) => {
      const taken = Math.min(part.left, left);
      left -= taken;
      part.left -= taken;
      part.lot.held -= taken;
      return taken > 0 ? this.take([part.lot], taken) : [];
    });
    this.lines.set(transaction, [this.debit(hold.owner, POINTS, drawn)]);
    hold.open = sum(hold.parts.map((part) => part.left)) > 0;
    if (hold.open && !keep_rest) this.release(hold, now);
  }

  release(hold: ModelHold, now: number): void {
    for (const part of hold.parts) {
      part.lot.held -= part.left;
      if (over(part.lot, now)) part.lot.remaining -= part.left;
      part.left = 0;
    }
    hold.open = false;
  }

  expire(now: number): void {
    for (const lot of this.lots) if (lot.asset === POINTS && over(lot, now)) lot.remaining = lot.held;
  }

  /** Returns what is short when a transfer's receiver has spent it, else what was taken and owed. `ids`: of new lots, in turn. */
  reverse(
    transaction: string,
    original: string,
    asked: ReadonlyMap<number, number>,
    policy: Policy,
    now: number,
    ids: Iterable<string>,
  ): { short: number } | { clawed_back: number; debt: number; uncovered: number } {
    const result = { clawed_back: 0, debt: 0, uncovered: 0 };
    const fresh: Fresh = { transaction, now, ids: ids[Symbol.iterator]() };
    const lines = this.lines.get(original) ?? [];
    const numbered = lines.map((line, index) => ({ line, n: index + 1, amount: asked.get(index + 1) ?? 0 }));
    const todo = numbered.filter(({ amount }) => amount > 0);
    for (const { line, n, amount } of todo.filter((each) => each.line.kind !== "credit")) {
      if (line.kind === "debit") this.giveBack(line, amount, fresh);
      else {
        const moved = this.own(original, n, this.home(line.to as string), POINTS).filter((lot) => !over(lot, now));
        const left = sum(moved.map(free));
        if (left < amount) return { short: left };
        const taken = this.take(moved.toReversed(), amount);
        for (const [source, parts] of Map.groupBy(taken, ({ lot }) => this.madeFrom(lot, original, n))) {
          const drawn = line.drawn.find((each) => each.lot === source) as Drawn;
          this.giveBackTo(line, drawn, sum(parts.map((part) => part.amount)), fresh);
        }
      }
      line.reversed += amount;
    }
    for (const { line, n, amount } of todo.filter((each) => each.line.kind === "credit")) {
      const home = this.home(line.owner);
      const own = this.own(original, n, home, line.asset);
      const others = this.of(home, line.asset).filter((lot) => !own.includes(lot) && !over(lot, now));
      const ready = others.filter((lot) => lot.from <= now);
      const pending = others.filter((lot) => lot.from > now);
      const taken = sum(this.take([...own, ...ready, ...pending], amount).map((part) => part.amount));
      result.clawed_back += taken;
      const short = amount - taken;
      if (policy === "debt") {
        result.debt += short;
        if (short > 0) this.owe(home, short, fresh);
      } else result.uncovered += short;
      line.reversed += amount;
    }
    return result;
  }

  merge(transaction: string, from: string, to: string): void {
    const merge: Merge = { from, to, undone: false, pairs: [], holds: [] };
    let line = 0;
    for (const asset of [POINTS, DEBT]) {
      const lots = this.of(from, asset).filter((lot) => lot.remaining > 0);
      if (lots.length > 0) line++;
      for (const lot of lots) {
        const moved = this.keep(transaction, line, lot, to, lot.remaining);
        merge.pairs.push({ from: lot, to: moved });
        moved.held = lot.held;
        Object.assign(lot, { remaining: 0, held: 0 });
      }
    }
    merge.holds = this.holds.filter((hold) => hold.open && hold.owner === from);
    this.repoint(merge, "from", "to");
    this.merges.set(transaction, merge);
  }

  unmerge(merge: Merge): void {
    const bound = (lot: ModelLot) =>
      sum(
        merge.holds
          .filter((hold) => hold.open)
          .flatMap((hold) => hold.parts.map((part) => (part.lot === lot ? part.left : 0))),
      );
    for (const { from, to } of merge.pairs) {
      const coming = bound(to);
      const back = free(to) + coming;
      to.remaining -= back;
      to.held -= coming;
      from.remaining += back;
      from.held += coming;
    }
    this.repoint(merge, "to", "from");
    merge.undone = true;
  }

  private repoint(merge: Merge, here: "from" | "to", there: "from" | "to"): void {
    for (const hold of merge.holds.filter((each) => each.open)) {
      hold.owner = merge[there];
      for (const part of hold.parts)
        if (part.left > 0) part.lot = merge.pairs.find((pair) => pair[here] === part.lot)?.[there] ?? part.lot;
    }
  }

  private giveBack(line: ModelLine, amount: number, fresh: Fresh): void {
    let left = amount;
    for (const drawn of line.drawn.toReversed()) {
      const part = Math.min(drawn.amount - drawn.returned, left);
      left -= part;
      if (part > 0) this.giveBackTo(line, drawn, part, fresh);
    }
  }

  private giveBackTo(line: ModelLine, drawn: Drawn, amount: number, { transaction, now, ids }: Fresh): void {
    const { lot } = drawn;
    drawn.returned += amount;
    const home = this.home(line.owner);
    if (!over(lot, now) && home === line.owner) {
      lot.remaining += amount;
      return;
    }
    // The end of the thirtieth day after today, on a Shanghai calendar.
    const grace = (Math.floor((now + SHANGHAI) / DAY) + 31) * DAY - SHANGHAI;
    const until = over(lot, now) ? grace : lot.until;
    this.add({ ...lot, id: nextOf(ids), owner: home, transaction, amount, until, origin: lot });
  }
}
