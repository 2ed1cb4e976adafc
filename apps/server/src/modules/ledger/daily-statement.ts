import type { Db } from "../../platform/db/pool.ts";

export interface DailyStatement {
  opening: number;
  /** Days with movements, oldest first. */
  days: { date: string; in: number; out: number; closing: number; entries: number }[];
  closing: number;
}

/**
 * An owner's account by accounting day, both ends included. By the day it was booked and not by the day it happened, so
 * that a late event never changes the closing of a day that is over.
 */
export async function dailyStatement(db: Db, account_id: string, from: string, to: string): Promise<DailyStatement> {
  const rows = await db.query<{ date: string | null; in: number; out: number; entries: number }>({
    name: "ledger_daily_statement",
    text: `select case when t.accounting_date >= $3 then t.accounting_date end as date,
             coalesce(sum(e.amount) filter (where e.amount > 0), 0)::bigint as in, coalesce(-sum(e.amount) filter (where e.amount < 0), 0)::bigint as out,
             count(*)::int as entries
           from ledger.entry e
           join ledger.transaction t on t.tenant_id = $1 and t.transaction_id = e.transaction_id and t.recorded_at = e.recorded_at
           where e.tenant_id = $1 and e.account_id = $2 and e.entry_no is not null and t.accounting_date <= $4
           group by 1 order by 1 nulls first`,
    values: [db.tenant_id, account_id, from, to],
  });
  const [before] = rows;
  const opening = before && before.date === null ? before.in - before.out : 0;
  let closing = opening;
  const days = rows.flatMap((row) => {
    if (row.date === null) return [];
    closing += row.in - row.out;
    return [{ date: row.date, in: row.in, out: row.out, closing, entries: row.entries }];
  });
  return { opening, days, closing };
}
