import type { Db } from "../../platform/db/pool.ts";
import { accountId } from "./domain/account-id.ts";
import type { OwnerType } from "./domain/posting.ts";

export interface AccountSummary {
  balance: number;
  /** Bound by holds. */
  held: number;
  /** Spendable now: of available lots, what no hold binds. */
  available: number;
  /** In the balance, but not spendable before `pending_from` (the earliest of them). */
  pending: number;
  pending_from: Date | null;
  /** Owed of this asset; repaid first by what is earned. */
  debt: number;
  /** What runs out next, within the horizon asked for. */
  expiring: { amount: number; at: Date } | null;
  /** Everything ever credited; what only came back does not count again. */
  lifetime_credited: number;
}

export interface AccountRow extends AccountSummary {
  account_id: string;
  owner_type: OwnerType;
  owner_id: string;
  asset: string;
}

type SummaryRow = Omit<AccountSummary, "expiring"> & { expiring_amount: number | null; expiring_at: Date | null };

/** Of one account `a`, at $3, with the horizon $4. What is lent (an overdraft) can be spent, and is not in the balance. */
const SUMMARY = `coalesce(a.balance, 0)::bigint as balance, coalesce(a.held, 0)::bigint as held,
  coalesce(l.available, 0)::bigint as available, coalesce(l.pending, 0)::bigint as pending, l.pending_from,
  coalesce(d.balance, 0)::bigint as debt, x.amount as expiring_amount, x.expires_at as expiring_at,
  coalesce(l.credited, 0)::bigint as lifetime_credited`;
const JOINS = `left join lateral (
    select sum(l.remaining - l.held) filter (where l.available_from <= $3 and (l.expires_at is null or l.expires_at > $3)) as available,
           sum(l.remaining) filter (where l.available_from > $3) as pending,
           min(l.available_from) filter (where l.remaining > 0 and l.available_from > $3) as pending_from,
           sum(l.amount) filter (where l.lot_id <> l.account_id and (l.origin_lot_id is null or l.root_owner_id is not null)) as credited
    from ledger.lot l where l.tenant_id = $1 and l.account_id = a.account_id
  ) l on true
  left join lateral (
    select l.expires_at, sum(l.remaining)::bigint as amount
    from ledger.lot l
    where l.tenant_id = $1 and l.account_id = a.account_id and l.remaining > 0 and l.expires_at > $3 and l.expires_at <= $4
    group by l.expires_at order by l.expires_at limit 1
  ) x on true
  left join ledger.account d on d.tenant_id = $1 and d.account_id = a.debt_account_id`;

function toSummary<Row extends SummaryRow>({ expiring_amount, expiring_at, ...rest }: Row) {
  return { ...rest, expiring: expiring_at ? { amount: expiring_amount ?? 0, at: expiring_at } : null };
}

/** One account as its owner sees it at `at` (tenant time). `horizon` bounds "expiring soon". All zero when it does not exist. */
export async function readAccount(
  db: Db,
  owner_id: string,
  asset: string,
  at: Date,
  horizon: Date,
): Promise<AccountSummary> {
  const [row] = await db.query<SummaryRow>({
    name: "ledger_read_account",
    text: `select ${SUMMARY}
           from (select k.account_id, $5::uuid as debt_account_id, o.balance, o.held
                 from (select $2::uuid as account_id) k left join ledger.account o on o.tenant_id = $1 and o.account_id = k.account_id) a
           ${JOINS}`,
    values: [db.tenant_id, accountId(owner_id, asset), at, horizon, accountId(owner_id, `${asset}.debt`)],
  });
  return toSummary(row as SummaryRow); // one row even when there is no account
}

/**
 * Every account of an owner; a debt is told with the account it belongs to, which is told for its sake if it must. The ids are
 * summed before they are joined by: row-level security lets no function of another row choose rows by an index.
 */
export async function listAccounts(db: Db, owner_id: string, at: Date, horizon: Date): Promise<AccountRow[]> {
  const rows = await db.query<SummaryRow & Omit<AccountRow, keyof AccountSummary>>({
    name: "ledger_list_accounts",
    text: `select a.account_id, a.owner_type, a.owner_id, a.asset, ${SUMMARY}
           from (select distinct on (k.account_id) k.*, m.balance, m.held
                 from (select o.owner_type, o.owner_id, s.asset, ledger.account_id(o.owner_id, s.asset) as account_id,
                              ledger.account_id(o.owner_id, s.asset || '.debt') as debt_account_id
                       from ledger.account o
                       cross join lateral (select regexp_replace(o.asset, '\\.debt$', '') as asset) s
                       where o.tenant_id = $1 and o.owner_id = $2 and o.owner_type <> 'system'
                       offset 0) k
                 left join ledger.account m on m.tenant_id = $1 and m.account_id = k.account_id) a
           ${JOINS}
           order by a.asset`,
    values: [db.tenant_id, owner_id, at, horizon],
  });
  return rows.map(toSummary);
}

/** Whose account it is; undefined for none and for the system's own. */
export async function findAccount(
  db: Db,
  account_id: string,
): Promise<{ account_id: string; owner_type: OwnerType; owner_id: string; asset: string } | undefined> {
  const [row] = await db.query<{ account_id: string; owner_type: OwnerType; owner_id: string; asset: string }>({
    name: "ledger_find_account",
    text: "select account_id, owner_type, owner_id, asset from ledger.account where tenant_id = $1 and account_id = $2 and owner_type <> 'system'",
    values: [db.tenant_id, account_id],
  });
  return row;
}
