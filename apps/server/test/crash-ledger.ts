// What must be true of the book after a crash, counted from what the tills were told and nothing of the server's own code.
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import type { Answered, Load, PlannedPurchase } from "./purchase-load.ts";

export type Query = <Row>(text: string, values?: unknown[]) => Promise<Row[]>;

const dayKey = (member_id: string, date: string) => `${member_id} ${date}`;

/** 04:00 in Shanghai ends a business day, so the day is that of four hours west of it: UTC+4. */
const businessDate = (business_time: string) =>
  new Date(Date.parse(business_time) + 4 * 3_600_000).toISOString().slice(0, 10);

/** Points per member and business day: a point for each whole yuan of each line, up to the cap. */
export function expectedPoints(plan: readonly PlannedPurchase[], daily_cap: number): Map<string, number> {
  const orders = new Map(plan.map((planned) => [planned.external_id, planned]));
  const days = new Map<string, number>();
  for (const { member_id, business_time, amounts } of orders.values()) {
    const key = dayKey(member_id, businessDate(business_time));
    const earned = amounts.reduce((sum, amount) => sum + Math.floor(amount / 100), 0);
    days.set(key, Math.min(daily_cap, (days.get(key) ?? 0) + earned));
  }
  return days;
}

export function checkAnswers(load: Load, plan: readonly PlannedPurchase[]): void {
  expect(load.unexpected).toEqual([]);
  expect(load.answers).toHaveLength(plan.length);
  const byOrder = Map.groupBy(load.answers, (answer) => answer.planned.external_id);
  for (const [order, answers] of byOrder) {
    const ids = new Set(answers.map((answer) => answer.purchase_id));
    expect(ids.size, `${order} is one purchase to everybody who sent it`).toBe(1);
    expect(new Set(answers.map((answer) => answer.points)).size).toBe(1);
    expect(answers.filter((answer) => answer.status === 201).length, `${order} is made by one request`).toBe(1);
  }
}

interface StoredPurchase {
  purchase_id: string;
  out_no: string;
  member_id: string;
  total_fen: string;
  points: string;
  transaction_id: string | null;
}

/** Nothing answered is missing, nothing is there twice, nothing is there that nobody sent. */
export async function checkPurchases(query: Query, tenant_id: string, answers: readonly Answered[]): Promise<void> {
  const rows = await query<StoredPurchase>(
    "select purchase_id, out_no, member_id, total_fen, points, transaction_id from purchases.purchase where tenant_id = $1",
    [tenant_id],
  );
  const told = answers.map(({ planned, points }) => [
    planned.external_id,
    { total_fen: planned.amounts.reduce((sum, amount) => sum + amount, 0), points },
  ]);
  const kept = rows.map((row) => [row.out_no, { total_fen: Number(row.total_fen), points: Number(row.points) }]);
  expect(kept).toHaveLength(new Set(answers.map((answer) => answer.planned.external_id)).size);
  expect(Object.fromEntries(kept)).toEqual(Object.fromEntries(told));
  const keys = await query<{ n: number }>(
    "select count(distinct key)::int as n from platform.idempotency_key where tenant_id = $1",
    [tenant_id],
  );
  expect(keys[0]?.n).toBe(answers.filter((answer) => answer.status === 201).length);
}

/** Each account is the sum of its entries, and the days add up to what a person would reckon. */
export async function checkPoints(
  query: Query,
  tenant_id: string,
  expected: ReadonlyMap<string, number>,
): Promise<void> {
  const days = await query<{ member_id: string; business_date: string; points: number }>(
    `select p.member_id, p.business_date::text, sum(e.amount)::int as points
     from purchases.purchase p
     join ledger.entry e on e.tenant_id = p.tenant_id and e.transaction_id = p.transaction_id and e.entry_no is not null
     where p.tenant_id = $1 group by 1, 2`,
    [tenant_id],
  );
  const sums = new Map(days.map((day) => [dayKey(day.member_id, day.business_date), day.points]));
  expect(Object.fromEntries(sums)).toEqual(Object.fromEntries([...expected].filter(([, points]) => points > 0)));
  const wrong = await query(
    `select a.account_id from ledger.account a
     left join ledger.entry e on e.tenant_id = a.tenant_id and e.account_id = a.account_id
     where a.tenant_id = $1 and a.owner_type = 'member'
     group by a.account_id, a.balance, a.last_entry_no
     having a.balance <> coalesce(sum(e.amount), 0) or a.last_entry_no <> count(e.amount)`,
    [tenant_id],
  );
  expect(wrong).toEqual([]);
  expect(await query("select * from ledger.audit($1)", [tenant_id])).toEqual([]);
}

/** One event for each awarded purchase; a member's come in the order in which their entries were booked. */
export async function checkEvents(query: Query, tenant_id: string): Promise<void> {
  await untilSequenced(query, tenant_id);
  const missing = await query(
    `select p.out_no, count(e.position)::int as events from purchases.purchase p
     left join platform.event e on e.tenant_id = p.tenant_id and e.type = 'points.earned' and e.payload->>'source_id' = p.purchase_id::text
     where p.tenant_id = $1 group by p.purchase_id, p.out_no, p.points having count(e.position) <> (p.points > 0)::int`,
    [tenant_id],
  );
  expect(missing).toEqual([]);
  const crossed = await query(
    `select s.subject_id, s.position from (
       select e.subject_id, e.position, n.entry_no, lag(n.entry_no) over (partition by e.subject_id order by e.position) as before
       from platform.event e
       join ledger.entry n on n.tenant_id = e.tenant_id and n.transaction_id = (e.payload->>'transaction_id')::uuid and n.entry_no is not null
       where e.tenant_id = $1 and e.type = 'points.earned') s
     where s.before >= s.entry_no`,
    [tenant_id],
  );
  expect(crossed).toEqual([]);
}

/** Jobs of the queue run again: the worker came back as well. What the killed one had in its hands stays locked for a while. */
export async function checkJobsRun(query: Query): Promise<void> {
  await query("select platform.add_job('ledger_partitions', '{}')");
  await untilNone(
    query,
    "select count(*)::int as n from graphile_worker.jobs where locked_at is null",
    [],
    "jobs in the queue",
  );
}

/** Timers that fall due about now have run: what was to run out or to be let go has. */
export async function checkTimersRun(query: Query): Promise<void> {
  // By each tenant's own clock: a sandbox's day that has not come yet is not due.
  const soon = `select count(*)::int as n from platform.timer m join org.tenant t using (tenant_id)
    where m.due_at < coalesce(t.test_now, now()) + interval '10 seconds'`;
  await untilNone(query, soon, [], "timers that are due");
}

/** The worker gives late events their place by itself. */
async function untilSequenced(query: Query, tenant_id: string): Promise<void> {
  const count = "select count(*)::int as n from platform.outbox where tenant_id = $1";
  await untilNone(query, count, [tenant_id], "events in the outbox");
}

async function untilNone(query: Query, count: string, values: unknown[], what: string): Promise<void> {
  for (let waited_ms = 0; waited_ms < 30_000; waited_ms += 50) {
    const [row] = await query<{ n: number }>(count, values);
    if (row?.n === 0) return;
    await sleep(50);
  }
  throw new Error(`the worker left ${what}`);
}
