import type { Db } from "../../platform/db/pool.ts";
import { accountId } from "./domain/account-id.ts";
import type { OwnerType } from "./domain/posting.ts";
import { withTrace } from "./trace-forms.ts";

export interface EntryRow {
  entry_no: number;
  transaction_id: string;
  kind: string;
  amount: number;
  balance_after: number;
  business_time: Date;
  recorded_at: Date;
  venue_id: string | null;
  title: string;
  source_type: string;
  source_id: string;
  /** Of the lot a credit became (of several, the first to begin and to end); null for debits and what went back to its lots. */
  available_from: Date | null;
  expires_at: Date | null;
  remaining: number | null;
  trace: unknown;
  /** The other side of the posting. */
  other_type: OwnerType | "system" | null;
  other_id: string | null;
}

export type EntryFilter = "all" | "earned" | "spent" | "pending" | "expiring";

/**
 * An account's statement, newest first, from before `before_entry_no`. `pending` and `expiring` (within the horizon)
 * show credits whose lot still holds something.
 */
export async function listEntries(
  db: Db,
  owner_id: string,
  asset: string,
  page: { filter: EntryFilter; before_entry_no: number | null; limit: number; at: Date; horizon: Date },
): Promise<EntryRow[]> {
  const rows = await db.query<EntryRow>({
    name: "ledger_list_entries",
    text: `select e.entry_no, e.transaction_id, t.kind, e.amount, e.balance_after, e.business_time, e.recorded_at, t.venue_id, t.title,
             t.source_type, t.source_id, l.available_from, l.expires_at, l.remaining, t.trace, o.owner_type as other_type, o.owner_id as other_id
           from ledger.entry e
           join ledger.transaction t on t.tenant_id = $1 and t.transaction_id = e.transaction_id and t.recorded_at = e.recorded_at
           left join lateral (
             select min(n.available_from) as available_from, min(n.expires_at) as expires_at, sum(n.remaining)::bigint as remaining
             from ledger.lot n
             where e.amount > 0 and n.tenant_id = $1 and n.account_id = $2 and n.transaction_id = e.transaction_id
               and (n.line_no is null or n.line_no * 2 = e.line_no)
           ) l on true
           left join lateral (
             select a.owner_type, a.owner_id from ledger.entry x join ledger.account a on a.tenant_id = $1 and a.account_id = x.account_id
             where x.tenant_id = $1 and x.transaction_id = e.transaction_id and x.recorded_at = e.recorded_at
               and x.line_no = e.line_no + case e.line_no % 2 when 1 then 1 else -1 end
           ) o on true
           where e.tenant_id = $1 and e.account_id = $2 and e.entry_no is not null and ($3::bigint is null or e.entry_no < $3)
             and case $4::text
                   when 'earned' then e.amount > 0
                   when 'spent' then e.amount < 0
                   when 'pending' then l.remaining > 0 and l.available_from > $5
                   when 'expiring' then l.remaining > 0 and l.expires_at > $5 and l.expires_at <= $6
                   else true end
           order by e.entry_no desc limit $7`,
    values: [
      db.tenant_id,
      accountId(owner_id, asset),
      page.before_entry_no,
      page.filter,
      page.at,
      page.horizon,
      page.limit,
    ],
  });
  return rows.map(withTrace);
}

export interface LotRow {
  lot_id: string;
  transaction_id: string;
  amount: number;
  remaining: number;
  held: number;
  earned_at: Date;
  available_from: Date;
  expires_at: Date | null;
  venue_id: string | null;
  /** The lot its value came from: a transfer, a merge, a return after expiry. */
  origin_lot_id: string | null;
  /** Who earned it, when that is not the account's owner. */
  root_owner_id: string | null;
  root_owner_type: OwnerType | null;
}

/** Lots in draw order; those that still hold something, or all of them. What an overdraft lends is not told. */
export async function listLots(db: Db, owner_id: string, asset: string, include_empty: boolean): Promise<LotRow[]> {
  return db.query<LotRow>({
    name: "ledger_list_lots",
    text: `select lot_id, transaction_id, amount, remaining, held, earned_at, available_from, expires_at, venue_id, origin_lot_id, root_owner_id,
             (select a.owner_type from ledger.account a where a.tenant_id = $1 and a.owner_id = l.root_owner_id limit 1) as root_owner_type
           from ledger.lot l where tenant_id = $1 and account_id = $2 and lot_id <> account_id and (remaining > 0 or $3)
           order by expires_at nulls last, earned_at, lot_id limit 1000`,
    values: [db.tenant_id, accountId(owner_id, asset), include_empty],
  });
}

/** Of these lots of accounts, those that are there, as “account lot”. */
export async function listLotKeys(
  db: Db,
  lots: readonly { account_id: string; lot_id: string }[],
): Promise<Set<string>> {
  const rows = await db.query<{ account_id: string; lot_id: string }>({
    name: "ledger_list_lot_keys",
    text: `select l.account_id, l.lot_id from unnest($2::uuid[], $3::uuid[]) as k(account, lot)
           join ledger.lot l on l.tenant_id = $1 and l.account_id = k.account and l.lot_id = k.lot`,
    values: [db.tenant_id, lots.map((lot) => lot.account_id), lots.map((lot) => lot.lot_id)],
  });
  return new Set(rows.map((row) => `${row.account_id} ${row.lot_id}`));
}

export interface TransactionRow {
  transaction_id: string;
  kind: string;
  source_type: string;
  source_id: string;
  business_time: Date;
  business_date: string;
  accounting_date: string;
  recorded_at: Date;
  venue_id: string | null;
  title: string;
  trace: unknown;
  /** In the order of its lines, which number them for a reversal: first the side that gives. */
  entries: {
    line_no: number;
    account_id: string;
    owner_type: OwnerType | "system";
    owner_id: string;
    asset: string;
    amount: number;
    balance_after: number | null;
    entry_no: number | null;
  }[];
  allocations: { line_no: number; account_id: string; lot_id: string; amount: number; expires_at: string | null }[];
  /** What it undoes. */
  reverses: string | null;
  /** What undoes it, in the order of recording. */
  reversed_by: string[];
}

/** Transactions by id, in the order asked for; those that are not there are left out. */
export async function findTransactions(db: Db, transaction_ids: readonly string[]): Promise<TransactionRow[]> {
  if (transaction_ids.length === 0) return [];
  const rows = await db.query<TransactionRow>({
    name: "ledger_find_transactions",
    text: `select t.transaction_id, t.kind, t.source_type, t.source_id, t.business_time, t.business_date, t.accounting_date, t.recorded_at, t.venue_id, t.title, t.trace,
             coalesce((select jsonb_agg(jsonb_build_object('line_no', (e.line_no + 1) / 2, 'account_id', e.account_id, 'owner_type', a.owner_type, 'owner_id', a.owner_id,
                         'asset', a.asset, 'amount', e.amount, 'balance_after', e.balance_after, 'entry_no', e.entry_no) order by e.line_no)
              from ledger.entry e join ledger.account a on a.tenant_id = $1 and a.account_id = e.account_id
              where e.tenant_id = $1 and e.transaction_id = t.transaction_id and e.recorded_at = t.recorded_at), '[]') as entries,
             coalesce((select jsonb_agg(jsonb_build_object('line_no', x.line_no, 'account_id', x.account_id, 'lot_id', x.lot_id, 'amount', x.amount, 'expires_at', l.expires_at)
                         order by x.line_no, x.draw_no, l.expires_at nulls last, l.earned_at, l.lot_id)
              from ledger.allocation x
              cross join lateral (select o.* from ledger.lot o where o.tenant_id = $1 and o.account_id = x.account_id and o.lot_id = x.lot_id limit 1) l
              where x.tenant_id = $1 and x.transaction_id = t.transaction_id), '[]') as allocations,
             (select r.original_transaction_id from ledger.reversal r where r.tenant_id = $1 and r.transaction_id = t.transaction_id) as reverses,
             array(select r.transaction_id::text from ledger.reversal r where r.tenant_id = $1 and r.original_transaction_id = t.transaction_id order by r.transaction_id) as reversed_by
           from unnest($2::uuid[]) with ordinality as asked(id, place)
           join ledger.transaction t on t.tenant_id = $1 and t.transaction_id = asked.id
           order by asked.place`,
    values: [db.tenant_id, transaction_ids],
  });
  return rows.map(withTrace);
}

type TransactionTitle = Pick<TransactionRow, "transaction_id" | "kind" | "title">;

/** What transactions are called, in no order. */
export async function findTransactionTitles(db: Db, transaction_ids: readonly string[]): Promise<TransactionTitle[]> {
  if (transaction_ids.length === 0) return [];
  return db.query<TransactionTitle>({
    name: "ledger_find_titles",
    text: "select transaction_id, kind, title from ledger.transaction where tenant_id = $1 and transaction_id = any ($2::uuid[])",
    values: [db.tenant_id, transaction_ids],
  });
}

export async function findTransaction(db: Db, transaction_id: string): Promise<TransactionRow | undefined> {
  return (await findTransactions(db, [transaction_id]))[0];
}
