// Transfers that arrive together are decided one after the other, in memory: as if each had waited for the one before.
import { accountId } from "./account-id.ts";

/** An instant to the microsecond, as the book keeps it: `2026-06-01T02:00:00.000000Z`, so that texts compare as times do. */
export type Instant = string;
export const toInstant = (at: Date): Instant => `${at.toISOString().slice(0, -1)}000Z`;

interface LotLife {
  account_id: string;
  lot_id: string;
  earned_at: Instant;
  available_from: Instant;
  expires_at: Instant | null;
  venue_id: string | null;
  root_owner_id: string | null;
}

/** A lot of a locked account: `free` is what no hold binds. */
export interface StandingLot extends LotLife {
  free: number;
}

export interface StandingAccount {
  account_id: string;
  balance: number;
  last_entry_no: number;
  /** In draw order. */
  lots: readonly StandingLot[];
  /** There are more lots behind those that were read. */
  is_cut: boolean;
}

export interface AskedTransfer {
  transaction_id: string;
  from_owner: string;
  from_account: string;
  to_account: string;
  amount: number;
  at: Instant;
}

/** What a transfer draws from one lot, and the lot that this becomes on the other side. */
export interface MovedPart {
  lot_id: string;
  amount: number;
  arrival: Arrival;
}

/** `remaining` is less than came when a later transfer of the same batch has drawn from it. */
export interface Arrival extends LotLife {
  origin_lot_id: string;
  remaining: number;
}

export interface PlannedTransfer {
  parts: MovedPart[];
  from_entry: { entry_no: number; balance_after: number };
  to_entry: { entry_no: number; balance_after: number };
}

export interface TransferPlan {
  /** One for each that was asked: what it moves, or what there was when that was too little. */
  outcomes: (PlannedTransfer | { available: number })[];
  /** What is taken from lots that were there before. */
  drawn: { account_id: string; lot_id: string; amount: number }[];
  /** How many entries the accounts had, and by how much each has changed. */
  accounts: { account_id: string; delta: number; entries: number; had_entries: number }[];
}

interface Lot extends LotLife {
  free: number;
  arrival?: Arrival;
  standing?: StandingLot;
}

interface Account {
  account_id: string;
  balance: number;
  last_entry_no: number;
  lots: Lot[];
  /** Nothing behind this one is drawn: lots that were not read may come first. */
  last_read: StandingLot | undefined;
  standing: StandingAccount;
}

/** Every line of a transfer is its first. */
const LINE_NO = 1;

/** Undefined when it depends on lots that were not read. */
export function planTransfers(
  standing: readonly StandingAccount[],
  asked: readonly AskedTransfer[],
): TransferPlan | undefined {
  const accounts = new Map(standing.map((one) => [one.account_id, open(one)]));
  const touched = new Set<Lot>();
  const outcomes: TransferPlan["outcomes"] = [];
  for (const transfer of asked) {
    const from = accounts.get(transfer.from_account) as Account; // every side was read
    const drawn = draw(from, transfer);
    const available = drawn.reduce((sum, { amount }) => sum + amount, 0);
    if (available < transfer.amount) {
      if (from.last_read) return undefined;
      outcomes.push({ available });
      continue;
    }
    const to = accounts.get(transfer.to_account) as Account;
    const parts = drawn.map(({ lot, amount }) => {
      touched.add(lot);
      return move(lot, amount, to, transfer);
    });
    from.lots = from.lots.filter(({ free }) => free > 0);
    outcomes.push({ parts, from_entry: enter(from, -transfer.amount), to_entry: enter(to, transfer.amount) });
  }
  return { outcomes, ...changes([...accounts.values()], touched) };
}

function open(standing: StandingAccount): Account {
  const { account_id, balance, last_entry_no, lots, is_cut } = standing;
  const last_read = is_cut ? lots.at(-1) : undefined;
  return {
    account_id,
    balance,
    last_entry_no,
    lots: lots.map((lot) => ({ ...lot, standing: lot })),
    last_read,
    standing,
  };
}

/** Up to the amount, in draw order, from lots that have begun and not ended. */
function draw({ lots }: Account, { amount, at }: AskedTransfer): { lot: Lot; amount: number }[] {
  const drawn: { lot: Lot; amount: number }[] = [];
  let left = amount;
  for (const lot of lots) {
    if (left === 0) break;
    if (lot.available_from > at || (lot.expires_at !== null && lot.expires_at <= at)) continue;
    const part = Math.min(lot.free, left);
    drawn.push({ lot, amount: part });
    left -= part;
  }
  return drawn;
}

function move(lot: Lot, amount: number, to: Account, { transaction_id, from_owner, at }: AskedTransfer): MovedPart {
  lot.free -= amount;
  if (lot.arrival) lot.arrival.remaining = lot.free;
  const arrival: Arrival = {
    account_id: to.account_id,
    lot_id: derivedLotId(transaction_id, LINE_NO, lot.lot_id),
    // An overdraft lends from nowhen: its value is new.
    earned_at: lot.lot_id === lot.account_id ? at : lot.earned_at,
    available_from: lot.available_from,
    expires_at: lot.expires_at,
    venue_id: lot.venue_id,
    root_owner_id: lot.root_owner_id ?? from_owner,
    origin_lot_id: lot.lot_id,
    remaining: amount,
  };
  arrive(to, { ...arrival, free: amount, arrival });
  return { lot_id: lot.lot_id, amount, arrival };
}

/** The lot that a kept lot becomes on the other side: the same as ledger.derived_lot_id in the database. */
const derivedLotId = (transaction_id: string, line_no: number, lot_id: string) =>
  accountId(transaction_id, `${line_no} ${lot_id}`);

function arrive(to: Account, lot: Lot): void {
  if (to.last_read && inDrawOrder(to.last_read, lot) < 0) return;
  const place = to.lots.findIndex((other) => inDrawOrder(lot, other) < 0);
  to.lots.splice(place < 0 ? to.lots.length : place, 0, lot);
}

/** Earliest expiry first, never-expiring last, then earliest earned: the same order as ledger.draw in the database. */
function inDrawOrder(a: LotLife, b: LotLife): number {
  if (a.expires_at !== b.expires_at) {
    if (a.expires_at === null) return 1;
    return b.expires_at === null || a.expires_at < b.expires_at ? -1 : 1;
  }
  if (a.earned_at !== b.earned_at) return a.earned_at < b.earned_at ? -1 : 1;
  return a.lot_id < b.lot_id ? -1 : 1;
}

function enter(account: Account, amount: number) {
  account.balance += amount;
  account.last_entry_no++;
  return { entry_no: account.last_entry_no, balance_after: account.balance };
}

function changes(accounts: readonly Account[], touched: ReadonlySet<Lot>): Pick<TransferPlan, "drawn" | "accounts"> {
  return {
    drawn: [...touched].flatMap(({ account_id, lot_id, standing, free }) =>
      standing ? [{ account_id, lot_id, amount: standing.free - free }] : [],
    ),
    accounts: accounts.flatMap(({ account_id, balance, last_entry_no, standing }) =>
      last_entry_no === standing.last_entry_no
        ? []
        : [
            {
              account_id,
              delta: balance - standing.balance,
              entries: last_entry_no - standing.last_entry_no,
              had_entries: standing.last_entry_no,
            },
          ],
    ),
  };
}
