import type { Db } from "../../platform/db/pool.ts";
import { accountId } from "./domain/account-id.ts";

export interface AccountSummary {
  balance: number;
  held: number;
  /** Spendable now: available lots less holds. */
  available: number;
  /** In the balance, but not spendable before `pending_from` (the earliest of them). */
  pending: number;
  pending_from: Date | null;
  /** What runs out next, within the horizon asked for. */
  expiring: { amount: number; at: Date } | null;
  /** Everything ever credited. */
  lifetime_credited: number;
}

/** One account as its owner sees it at `at` (tenant time). `horizon` bounds "expiring soon". All zero when it does not exist. */
export async function readAccount(
  db: Db,
  owner_id: string,
  asset: string,
  at: Date,
  horizon: Date,
): Promise<AccountSummary> {
  const [row] = await db.query<{
    balance: number;
    held: number;
    available: number;
    pending: number;
    pending_from: Date | null;
    expiring_amount: number | null;
    expiring_at: Date | null;
    lifetime_credited: number;
  }>({
    name: "ledger_read_account",
    text: `select coalesce(a.balance, 0)::bigint as balance, coalesce(a.held, 0)::bigint as held,
             coalesce(l.available, 0)::bigint - coalesce(a.held, 0)::bigint as available,
             coalesce(l.pending, 0)::bigint as pending, l.pending_from, x.amount as expiring_amount, x.expires_at as expiring_at,
             coalesce(l.credited, 0)::bigint as lifetime_credited
           from (select 1) one
           left join ledger.account a on a.tenant_id = $1 and a.account_id = $2
           left join lateral (
             select sum(l.remaining) filter (where l.available_from <= $3 and (l.expires_at is null or l.expires_at > $3)) as available,
                    sum(l.remaining) filter (where l.available_from > $3) as pending,
                    min(l.available_from) filter (where l.available_from > $3) as pending_from,
                    sum(l.amount) as credited
             from ledger.lot l where l.tenant_id = $1 and l.account_id = $2
           ) l on true
           left join lateral (
             select l.expires_at, sum(l.remaining)::bigint as amount
             from ledger.lot l
             where l.tenant_id = $1 and l.account_id = $2 and l.remaining > 0 and l.expires_at > $3 and l.expires_at <= $4
             group by l.expires_at order by l.expires_at limit 1
           ) x on true`,
    values: [db.tenant_id, accountId(owner_id, asset), at, horizon],
  });
  const summary = row as NonNullable<typeof row>;
  const { expiring_amount, expiring_at, ...rest } = summary;
  return { ...rest, expiring: expiring_at ? { amount: expiring_amount ?? 0, at: expiring_at } : null };
}

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
  /** Of the lot a credit became; null for debits. */
  available_from: Date | null;
  expires_at: Date | null;
  remaining: number | null;
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
  return db.query<EntryRow>({
    name: "ledger_list_entries",
    text: `select e.entry_no, e.transaction_id, t.kind, e.amount, e.balance_after, e.business_time, e.recorded_at, t.venue_id, t.title,
             t.source_type, t.source_id, l.available_from, l.expires_at, l.remaining
           from ledger.entry e
           join ledger.transaction t on t.tenant_id = $1 and t.transaction_id = e.transaction_id and t.recorded_at = e.recorded_at
           left join ledger.lot l on e.amount > 0 and l.tenant_id = $1 and l.account_id = $2 and l.transaction_id = e.transaction_id
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
}

export interface LotRow {
  lot_id: string;
  transaction_id: string;
  amount: number;
  remaining: number;
  earned_at: Date;
  available_from: Date;
  expires_at: Date | null;
  venue_id: string | null;
}

/** Lots in draw order; those that still hold something, or all of them. */
export async function listLots(db: Db, owner_id: string, asset: string, include_empty: boolean): Promise<LotRow[]> {
  return db.query<LotRow>({
    name: "ledger_list_lots",
    text: `select lot_id, transaction_id, amount, remaining, earned_at, available_from, expires_at, venue_id
           from ledger.lot where tenant_id = $1 and account_id = $2 and (remaining > 0 or $3)
           order by expires_at nulls last, earned_at, lot_id limit 1000`,
    values: [db.tenant_id, accountId(owner_id, asset), include_empty],
  });
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
  entries: {
    owner_type: string;
    owner_id: string;
    asset: string;
    amount: number;
    balance_after: number | null;
    entry_no: number | null;
  }[];
  allocations: { lot_id: string; amount: number; expires_at: string | null }[];
}

export async function findTransaction(db: Db, transaction_id: string): Promise<TransactionRow | undefined> {
  const [row] = await db.query<TransactionRow>({
    name: "ledger_find_transaction",
    text: `select t.transaction_id, t.kind, t.source_type, t.source_id, t.business_time, t.business_date, t.accounting_date, t.recorded_at, t.venue_id, t.title, t.trace,
             (select jsonb_agg(jsonb_build_object('owner_type', a.owner_type, 'owner_id', a.owner_id, 'asset', a.asset, 'amount', e.amount, 'balance_after', e.balance_after, 'entry_no', e.entry_no) order by e.line_no)
              from ledger.entry e join ledger.account a on a.tenant_id = $1 and a.account_id = e.account_id
              where e.tenant_id = $1 and e.transaction_id = $2 and e.recorded_at = t.recorded_at) as entries,
             coalesce((select jsonb_agg(jsonb_build_object('lot_id', x.lot_id, 'amount', x.amount, 'expires_at', l.expires_at) order by l.expires_at nulls last, l.earned_at, l.lot_id)
              from ledger.allocation x join ledger.lot l on l.tenant_id = $1 and l.account_id = x.account_id and l.lot_id = x.lot_id
              where x.tenant_id = $1 and x.transaction_id = $2), '[]') as allocations
           from ledger.transaction t where t.tenant_id = $1 and t.transaction_id = $2`,
    values: [db.tenant_id, transaction_id],
  });
  return row;
}
