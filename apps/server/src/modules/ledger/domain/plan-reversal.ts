// How a transaction is undone, wholly or in part: pure, from what is known under the accounts' locks.
import { addDays, businessDateOf, instantOf } from "../../../platform/kernel/dates.ts";
import type { Owner, PlannedPosting, ReturnedPart, Side } from "./posting.ts";
import { debtOf, isDebt } from "./account-id.ts";
import { freeOf, hasExpired, inDrawOrder, take, totalOf, type DrawableLot, type DrawnPart } from "./draw.ts";

export type ClawbackPolicy = "debt" | "deduct_cash" | "forgive";

/** One side of a line: an owner's account, and whose it is now if owners were merged. */
export type LineSide = { system: Extract<Side, { system: unknown }>["system"] } | OwnedSide;
export interface OwnedSide {
  owner: Owner;
  account_id: string;
  home: Owner;
  home_account_id: string;
}

export interface OriginalLine {
  line_no: number;
  asset: string;
  amount: number;
  reversed: number;
  from: LineSide;
  to: LineSide;
  /** What it drew, in that order, and how much of it has gone back already. */
  drawn: DrawnLot[];
}

export interface DrawnLot {
  lot_id: string;
  amount: number;
  returned: number;
  earned_at: Date;
  available_from: Date;
  expires_at: Date | null;
  venue_id: string | null;
  root_owner_id: string | null;
}

export interface HeldLot extends DrawableLot {
  account_id: string;
  /** It is (or comes from) a lot this transaction made. `own_line` null: of whichever line credits its account. */
  is_own: boolean;
  own_line: number | null;
  /** For a transfer: the lot on the giving side that its value came from. */
  source_lot_id: string | null;
}

export interface ReversalRequest {
  original_transaction_id: string;
  lines: readonly { line_no: number; amount: number }[];
  clawback: ClawbackPolicy;
  grace: { days: number; zone: string; now: Date };
  nextId: () => string;
}

export interface ReturnedLot {
  asset: string;
  lot_id: string;
  amount: number;
  expires_at: Date | null;
}

export interface ReversalPlan {
  postings: PlannedPosting[];
  returned: ReturnedLot[];
  /** New lots with an expiry of their own. */
  graced: ReturnedLot[];
  clawed_back: number;
  debt: number;
  uncovered: number;
}

/** A reversal that would need value its owner no longer has. */
export interface ReversalShortage {
  asset: string;
  available: number;
}

/** Value given back first, then value taken: what a transaction had taken from its own lots is there again by then. */
export function planReversal(
  lines: readonly OriginalLine[],
  lots: readonly HeldLot[],
  request: ReversalRequest,
): ReversalPlan | ReversalShortage {
  const state = new ReversalState(lots, request);
  const amounts = new Map(request.lines.map(({ line_no, amount }) => [line_no, amount]));
  const asked = lines.filter((line) => (amounts.get(line.line_no) ?? 0) > 0);
  const credits = asked.filter(isCredit);
  for (const line of [...asked.filter((each) => !isCredit(each)), ...credits]) {
    const shortage = state.undo(line, amounts.get(line.line_no) ?? 0);
    if (shortage) return shortage;
  }
  return state.plan;
}

const isOwned = (side: LineSide): side is OwnedSide => "owner" in side;
export const isCredit = (line: OriginalLine): boolean => !isOwned(line.from) && isOwned(line.to);
const sideOf = (side: LineSide): Side => (isOwned(side) ? side.home : { system: side.system });

class ReversalState {
  readonly plan: ReversalPlan = { postings: [], returned: [], graced: [], clawed_back: 0, debt: 0, uncovered: 0 };
  private readonly request: ReversalRequest;
  private readonly free: Map<string, number>;
  private readonly lots: HeldLot[];

  constructor(lots: readonly HeldLot[], request: ReversalRequest) {
    this.request = request;
    this.free = new Map(lots.map((lot) => [lot.lot_id, freeOf(lot)]));
    this.lots = [...lots];
  }

  undo(line: OriginalLine, amount: number): ReversalShortage | undefined {
    if (isCredit(line)) {
      this.clawBack(line, amount);
      return undefined;
    }
    const sides = { from: sideOf(line.to), to: sideOf(line.from), asset: line.asset, amount, late: true } as const;
    const from_lots = isOwned(line.to) ? this.takeMoved(line, line.to, amount) : undefined;
    if (from_lots && totalOf(from_lots) < amount) return { asset: line.asset, available: totalOf(from_lots) };
    const arrival = isOwned(line.from)
      ? this.giveBack(line, line.from, this.partsBack(line, amount, from_lots))
      : undefined;
    this.plan.postings.push({ ...sides, ...(from_lots ? { from_lots, forced: true } : undefined), ...arrival });
    return undefined;
  }

  /** A smaller spend would not have taken what was drawn last: that goes back first. A transfer's lots go back each to its own. */
  private partsBack(line: OriginalLine, amount: number, moved: DrawnPart[] | undefined): DrawnPart[] {
    const sources = moved?.map((part) => ({
      lot_id: this.lots.find((lot) => lot.lot_id === part.lot_id)?.source_lot_id ?? null,
      amount: part.amount,
    }));
    if (!sources?.every((part): part is DrawnPart => part.lot_id !== null))
      return take(line.drawn.toReversed(), amount, (drawn) => drawn.amount - drawn.returned);
    const byLot = Map.groupBy(sources, (part) => part.lot_id);
    return [...byLot].map(([lot_id, parts]) => ({ lot_id, amount: totalOf(parts) }));
  }

  private giveBack(line: OriginalLine, side: OwnedSide, parts: DrawnPart[]): Pick<PlannedPosting, "to_lots" | "lots"> {
    const to_lots: NonNullable<PlannedPosting["to_lots"]> = [];
    const lots: NonNullable<PlannedPosting["lots"]> = [];
    for (const { lot_id, amount } of parts) {
      const drawn = line.drawn.find((each) => each.lot_id === lot_id) as DrawnLot; // it was taken from there
      const of: Omit<ReturnedPart, "lot_id"> = {
        amount,
        of_transaction_id: this.request.original_transaction_id,
        of_line_no: line.line_no,
        of_lot_id: lot_id,
      };
      const expired = hasExpired(drawn, this.request.grace.now);
      if (!expired && side.home_account_id === side.account_id) {
        to_lots.push({ lot_id, ...of });
        this.free.set(lot_id, (this.free.get(lot_id) ?? 0) + amount);
        this.plan.returned.push({ asset: line.asset, lot_id, amount, expires_at: drawn.expires_at });
      } else lots.push(this.newLot(line, side, drawn, of, expired));
    }
    return { to_lots, lots };
  }

  private newLot(
    line: OriginalLine,
    side: OwnedSide,
    drawn: DrawnLot,
    of: Omit<ReturnedPart, "lot_id">,
    expired: boolean,
  ): NonNullable<PlannedPosting["lots"]>[number] {
    const { earned_at, available_from, venue_id } = drawn;
    const expires_at = expired ? endOfGrace(this.request.grace) : drawn.expires_at;
    const moved = side.home_account_id !== side.account_id;
    const root_owner_id = drawn.root_owner_id ?? (moved ? side.owner.owner_id : null);
    const lot = {
      lot_id: this.request.nextId(),
      ...of,
      earned_at,
      available_from,
      expires_at,
      venue_id,
      root_owner_id,
    };
    const told = { asset: line.asset, lot_id: lot.lot_id, amount: of.amount, expires_at };
    this.plan.returned.push(told);
    this.plan.graced.push(told);
    this.free.set(lot.lot_id, of.amount);
    const source = this.lots.find((each) => each.lot_id === drawn.lot_id);
    this.lots.push({
      ...lot,
      remaining: of.amount,
      held: 0,
      account_id: side.home_account_id,
      is_own: source?.is_own ?? false,
      own_line: source?.own_line ?? null,
      source_lot_id: source?.source_lot_id ?? null,
    });
    return lot;
  }

  /** Earned value goes from what is left of its own lots, then from others, and the rest by policy. */
  private clawBack(line: OriginalLine, amount: number): void {
    const side = line.to as OwnedSide; // the caller has asked isCredit
    const own = this.ownLots(line, side);
    const others = this.lots.filter((lot) => this.isOther(lot, side) && !own.includes(lot)).toSorted(inDrawOrder);
    const isPending = (lot: HeldLot) => lot.available_from > this.request.grace.now;
    const order = [...own, ...others.filter((lot) => !isPending(lot)), ...others.filter(isPending)];
    const parts = this.takeFrom(order, amount);
    const covered = totalOf(parts);
    const { asset } = line;
    if (covered > 0) {
      this.plan.clawed_back += covered;
      const posting = { from: side.home, to: sideOf(line.from), asset, amount: covered, from_lots: parts };
      this.plan.postings.push({ ...posting, forced: true, late: true });
    }
    this.settleShortfall(asset, side.home, amount - covered);
  }

  private settleShortfall(asset: string, owner: Owner, short: number): void {
    if (short === 0) return;
    if (this.request.clawback !== "debt" || isDebt(asset)) {
      this.plan.uncovered += short;
      return;
    }
    this.plan.debt += short;
    // Owed from the beginning of time, so that an award with an early business time may repay it.
    const lot = { lot_id: this.request.nextId(), available_from: new Date(0), expires_at: null };
    this.plan.postings.push({ from: { system: "issued" }, to: owner, asset: debtOf(asset), amount: short, lot });
  }

  private ownLots(line: OriginalLine, side: OwnedSide): HeldLot[] {
    return this.lots
      .filter((lot) => lot.account_id === side.home_account_id && lot.is_own)
      .filter((lot) => lot.own_line === null || lot.own_line === line.line_no)
      .toSorted(inDrawOrder);
  }

  /** Not what an overdraft lends: a clawback never borrows. */
  private isOther(lot: HeldLot, side: OwnedSide): boolean {
    return (
      lot.account_id === side.home_account_id &&
      lot.lot_id !== lot.account_id &&
      !hasExpired(lot, this.request.grace.now)
    );
  }

  /** What is left of the lots a transfer made. */
  private takeMoved(line: OriginalLine, side: OwnedSide, amount: number): DrawnPart[] {
    const left = this.ownLots(line, side).filter((lot) => !hasExpired(lot, this.request.grace.now));
    return this.takeFrom(left.toReversed(), amount);
  }

  private takeFrom(lots: readonly HeldLot[], amount: number): DrawnPart[] {
    const parts = take(lots, amount, (lot) => this.free.get(lot.lot_id) ?? 0);
    for (const { lot_id, amount: part } of parts) this.free.set(lot_id, (this.free.get(lot_id) ?? 0) - part);
    return parts;
  }
}

/** The end of the day `days` after now. */
const endOfGrace = ({ days, zone, now }: ReversalRequest["grace"]): Date =>
  instantOf(addDays(businessDateOf(now, zone), days + 1), zone);
