// Transactions that only bring value from the system to owners, as awards do: what becomes of the accounts.
import { accountId, type SystemOwner, systemOwnerId } from "./account-id.ts";
import type { NewTransaction, Owner, Posting, TransactionHead } from "./posting.ts";

/** One new lot out of nothing. */
interface Credit {
  from: { system: SystemOwner };
  to: Owner;
  asset: string;
  amount: number;
  lot: NonNullable<Posting["lot"]>;
}

interface CreditLine {
  head: TransactionHead;
  line_no: number;
  from_account: string;
  to_account: string;
  /** Of that account among the changes, from 1. */
  place: number;
  credit: Credit;
  /** What comes into the same account after this line: from it and the account's end the running balance is told. */
  later: { entries: number; amount: number };
}

interface AccountChange {
  account_id: string;
  entries: number;
  amount: number;
}

interface CreditPlan {
  lines: CreditLine[];
  /** What comes into each account in all. */
  changes: AccountChange[];
  /** By account. */
  system_sides: Map<string, { owner_id: string; asset: string }>;
}

export function isCredit(posting: Posting): posting is Posting & Credit {
  const { from, to, lot, from_lots, from_new_lot, keep_lots } = posting;
  return "system" in from && "owner_id" in to && lot !== undefined && !from_lots && !from_new_lot && !keep_lots;
}

export function planCredits(transactions: readonly NewTransaction[]): CreditPlan {
  const lines: CreditLine[] = [];
  const changes: AccountChange[] = [];
  const places = new Map<string, number>();
  const system_sides: CreditPlan["system_sides"] = new Map();
  const systemAccount = createSystemAccounts(system_sides);
  // From the last on, so that what comes later is known.
  for (const { postings, ...head } of transactions.toReversed()) {
    const credits = postings.filter(isCredit);
    for (let index = credits.length - 1; index >= 0; index--) {
      const credit = credits[index] as Credit; // within its length
      const to_account = accountId(credit.to.owner_id, credit.asset);
      const place = places.get(to_account) ?? changes.push({ account_id: to_account, entries: 0, amount: 0 });
      places.set(to_account, place);
      const change = changes[place - 1] as AccountChange; // places count from 1
      const later = { entries: change.entries, amount: change.amount };
      change.entries += 1;
      change.amount += credit.amount;
      lines.push({ head, line_no: index + 1, from_account: systemAccount(credit), to_account, place, credit, later });
    }
  }
  return { lines: lines.reverse(), changes, system_sides };
}

/** The same few for all credits of a batch: each is worked out once, and noted. */
function createSystemAccounts(noted: CreditPlan["system_sides"]) {
  const known = new Map<string, string>();
  return ({ from, asset }: Credit): string => {
    const key = `${from.system} ${asset}`;
    let account_id = known.get(key);
    if (account_id === undefined) {
      const owner_id = systemOwnerId(from.system);
      account_id = accountId(owner_id, asset);
      known.set(key, account_id);
      noted.set(account_id, { owner_id, asset });
    }
    return account_id;
  };
}
