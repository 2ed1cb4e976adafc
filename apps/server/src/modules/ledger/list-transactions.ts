import type { Db } from "../../platform/db/pool.ts";
import type { OwnerType } from "./domain/posting.ts";

export interface TransactionFilters {
  owner_id?: string;
  account_id?: string;
  kind?: string;
  source_type?: string;
  /** Business dates, both ends included. */
  from?: string;
  to?: string;
}

export interface TransactionListRow {
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
  /** Of owners; the system's side is the rest. */
  entries: {
    line_no: number;
    account_id: string;
    owner_type: OwnerType;
    owner_id: string;
    asset: string;
    amount: number;
    balance_after: number;
    entry_no: number;
  }[];
  reverses: string | null;
}

/** Transactions, newest first (ids follow the clock of recording), from before `before_transaction_id`. */
export async function listTransactions(
  db: Db,
  filters: TransactionFilters,
  page: { limit: number; before_transaction_id: string | null },
): Promise<TransactionListRow[]> {
  const touches =
    filters.owner_id || filters.account_id
      ? `and t.transaction_id in (
           select e.transaction_id from ledger.entry e
           where e.tenant_id = $1 and e.entry_no is not null and ($2::uuid is null or e.transaction_id < $2)
             and e.account_id = any (array(select a.account_id from ledger.account a
                                           where a.tenant_id = $1 and ($3::uuid is null or a.owner_id = $3) and ($4::uuid is null or a.account_id = $4))))`
      : "and $3::uuid is null and $4::uuid is null";
  return db.query<TransactionListRow>({
    name: `ledger_list_transactions_${filters.owner_id || filters.account_id ? "of" : "all"}`,
    text: `select t.transaction_id, t.kind, t.source_type, t.source_id, t.business_time, t.business_date, t.accounting_date, t.recorded_at, t.venue_id, t.title,
             coalesce((select jsonb_agg(jsonb_build_object('line_no', (e.line_no + 1) / 2, 'account_id', e.account_id, 'owner_type', a.owner_type, 'owner_id', a.owner_id,
                         'asset', a.asset, 'amount', e.amount, 'balance_after', e.balance_after, 'entry_no', e.entry_no) order by e.line_no)
                       from ledger.entry e join ledger.account a on a.tenant_id = $1 and a.account_id = e.account_id
                       where e.tenant_id = $1 and e.transaction_id = t.transaction_id and e.recorded_at = t.recorded_at and e.entry_no is not null), '[]') as entries,
             (select r.original_transaction_id from ledger.reversal r where r.tenant_id = $1 and r.transaction_id = t.transaction_id) as reverses
           from ledger.transaction t
           where t.tenant_id = $1 and ($2::uuid is null or t.transaction_id < $2) ${touches}
             and ($5::text is null or t.kind = $5) and ($6::text is null or t.source_type = $6)
             and ($7::date is null or t.business_date >= $7) and ($8::date is null or t.business_date <= $8)
           order by t.transaction_id desc limit $9`,
    values: [
      db.tenant_id,
      page.before_transaction_id,
      filters.owner_id ?? null,
      filters.account_id ?? null,
      filters.kind ?? null,
      filters.source_type ?? null,
      filters.from ?? null,
      filters.to ?? null,
      page.limit,
    ],
  });
}
