import type { Db } from "../../../platform/db/pool.ts";
import { type PackedTrace, readTrace } from "../domain/packed-trace.ts";
import type { EarningTrace } from "../domain/trace.ts";
import type { PostedAward, RefundTrace } from "./replay-event.ts";

/** Kinds of transactions that the engine decided. */
const KINDS = ["purchase", "award", "behaviour"];
const PAGE = 500;

export interface AwardPeriod {
  /** Business dates; null is from the beginning. */
  from: string | null;
  to: string;
  /** `member`: one member after the other, so that nothing of the one before has to be kept. `time`: as it was decided. */
  order: "member" | "time";
}

const PERIOD = `t.tenant_id = $1 and t.kind = any ($2) and ($3::date is null or t.business_date >= $3) and t.business_date <= $4`;
const valuesOf = (db: Db, { from, to }: AwardPeriod) => [db.tenant_id, KINDS, from, to];

/** How many awards there are to decide again, and how many are older than the traces that are needed for it. */
export async function countAwards(db: Db, period: AwardPeriod): Promise<{ total: number; skipped: number }> {
  const [row] = await db.query<{ total: number; skipped: number }>({
    text: `select count(*) filter (where t.trace ? 'inputs') as total, count(*) filter (where not t.trace ? 'inputs') as skipped
           from ledger.v_transaction t where ${PERIOD}`,
    values: valuesOf(db, period),
  });
  return row ?? { total: 0, skipped: 0 };
}

/**
 * Gives the awards of a period page by page, of the moment at which it began: within a member in the order in which they
 * were decided (ids follow that order, recorded times only that of arrival). Sorts keys alone; traces are read by page.
 */
export async function streamAwards(
  db: Db,
  period: AwardPeriod,
  onPage: (awards: PostedAward[]) => Promise<void>,
): Promise<void> {
  const order = period.order === "member" ? "t.trace->>'member_id', t.transaction_id" : "t.transaction_id";
  await db.query({
    text: `declare replay_awards no scroll cursor for
           select t.transaction_id from ledger.v_transaction t where ${PERIOD} and t.trace ? 'inputs' order by ${order}`,
    values: valuesOf(db, period),
  });
  for (;;) {
    const keys = await db.query<{ transaction_id: string }>({ text: `fetch ${PAGE} from replay_awards` });
    if (keys.length === 0) return;
    const ids = keys.map((key) => key.transaction_id);
    const [rows, refunds] = await Promise.all([readAwards(db, ids), readRefunds(db, ids)]);
    const found = new Map(rows.map((row) => [row.transaction_id, row]));
    const refunded = new Map(refunds.map((row) => [row.original_transaction_id, row.trace]));
    await onPage(
      ids.flatMap((id) => {
        const award = found.get(id);
        return award ? [{ ...award, refund: refunded.get(id) ?? null }] : [];
      }),
    );
  }
}

async function readAwards(db: Db, ids: readonly string[]): Promise<Omit<PostedAward, "refund">[]> {
  const rows = await db.query<Omit<PostedAward, "refund" | "trace"> & { trace: EarningTrace | PackedTrace }>({
    text: `select t.transaction_id, t.business_time, t.trace from ledger.v_transaction t where t.tenant_id = $1 and t.transaction_id = any ($2)`,
    values: [db.tenant_id, ids],
  });
  return rows.map((row) => ({ ...row, trace: readTrace(row.trace) }));
}

/** Of each award the last refund that took points back: its trace tells what the purchase was then. */
function readRefunds(
  db: Db,
  ids: readonly string[],
): Promise<{ original_transaction_id: string; trace: RefundTrace }[]> {
  return db.query({
    text: `select distinct on (r.original_transaction_id) r.original_transaction_id, t.trace
           from ledger.v_reversal r
           join ledger.v_transaction t on t.tenant_id = r.tenant_id and t.transaction_id = r.transaction_id
           where r.tenant_id = $1 and r.original_transaction_id = any ($2) and t.kind = 'refund' and t.trace ? 'points_before'
           order by r.original_transaction_id, t.transaction_id desc`,
    values: [db.tenant_id, ids],
  });
}
