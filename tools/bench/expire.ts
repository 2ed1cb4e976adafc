// Lots that run out: ours takes them out of the book account by account, with a transaction, entries and allocations
// each; the yardstick is one statement written by hand that leaves the same rows behind.
import pg from "pg";
import { expireLots } from "../../apps/server/src/modules/ledger/index.ts";
import { migrate } from "../../apps/server/src/platform/db/migrate.ts";
import { createDatabase } from "../../apps/server/src/platform/db/pool.ts";
import { type Bench, median, round } from "./bench.ts";
import type { BenchServer } from "./server.ts";

const ROUNDS = 3;
const TENANT = "00000000-0000-7000-8000-00000000ee01";
const UNTIL = new Date("2026-12-31T16:00:00Z");

export const expire: Bench = {
  name: "expire",
  about: "expire one lot of every member, the last of two; entries, allocations and balances included",
  floor: 0.6,
  aim: 0.9,
  sizes: [10_000, 100_000],
  full_sizes: [10_000, 100_000, 1_000_000],
  async run(server, size) {
    const data = databaseUrl(server, "expire_data");
    await server.owner.query("create database expire_data");
    await migrate(data);
    await fill(data, size);
    // The same rows for both, copied file by file; the first pair only warms up.
    const rounds: { ours: number; theirs: number }[] = [];
    for (let n = 0; n <= ROUNDS; n++) {
      const theirs = await onCopy(server, (url) => byHand(url, size));
      const ours = await onCopy(server, (url) => byOurs(server, url, size));
      if (n > 0) rounds.push({ ours, theirs });
    }
    return {
      name: "expire",
      size,
      ratio: round(median(rounds.map((one) => one.ours / one.theirs)), 3),
      value: Math.round(median(rounds.map((one) => one.ours))),
      unit: "lots/s",
      yardstick: Math.round(median(rounds.map((one) => one.theirs))),
      yardstick_name: "one hand-written set-based statement over the same rows",
      rounds: ROUNDS,
    };
  },
};

function databaseUrl(server: BenchServer, name: string): string {
  const url = new URL(server.database_url);
  url.pathname = `/${name}`;
  return url.toString();
}

async function fill(url: string, members: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("begin");
  await client.query(
    `create temp table owner on commit drop as
     select gen_random_uuid() as owner_id, ledger.account_id(gen_random_uuid(), 'points') as account_id from generate_series(1, $1::int)`,
    [members],
  );
  await client.query(
    `insert into ledger.account (tenant_id, account_id, owner_type, owner_id, asset, balance, last_entry_no, created_at)
     select $1, account_id, 'member', owner_id, 'points', 300, 2, clock_timestamp() from owner`,
    [TENANT],
  );
  await client.query(
    `insert into ledger.lot (tenant_id, account_id, lot_id, transaction_id, amount, remaining, earned_at, available_from, expires_at)
     select $1, o.account_id, gen_random_uuid(), gen_random_uuid(), x.amount, x.amount, '2025-05-01Z', '2025-05-01Z', x.expires_at
     from owner o, (values (100, $2::timestamptz), (200, $2::timestamptz + interval '1 year')) as x(amount, expires_at)`,
    [TENANT, UNTIL],
  );
  await client.query("commit");
  await client.query("vacuum analyze");
  await client.query("checkpoint");
  await client.end();
}

async function onCopy(server: BenchServer, work: (url: string) => Promise<number>): Promise<number> {
  await server.owner.query("create database expire_copy template expire_data strategy file_copy");
  await server.owner.query("checkpoint");
  try {
    return await work(databaseUrl(server, "expire_copy"));
  } finally {
    await server.owner.query("drop database expire_copy with (force)");
  }
}

async function byOurs(server: BenchServer, url: string, members: number): Promise<number> {
  const database = createDatabase({ url, max: 1, application_name: "bench" });
  const started = performance.now();
  await database.write(TENANT, (tx) =>
    expireLots(tx, server.runtime, { asset: "points", until: UNTIL, business_date: "2026-12-31" }),
  );
  const seconds = (performance.now() - started) / 1000;
  await database.close();
  await assertExpired(url, members);
  return members / seconds;
}

async function byHand(url: string, members: number): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const started = performance.now();
  await client.query(
    `with due as materialized (
       select l.account_id, sum(l.remaining)::bigint as amount, gen_random_uuid() as transaction_id
       from ledger.lot l where l.tenant_id = $1 and l.remaining > 0 and l.expires_at <= $2 group by l.account_id
     ), effect as (
       insert into ledger.effect (tenant_id, source_type, source_id, effect, transaction_id)
       select $1, 'expiry', $2::text || ' ' || account_id, 'points.expire', transaction_id from due
     ), head as (
       insert into ledger.transaction (tenant_id, transaction_id, recorded_at, kind, source_type, source_id, effect, business_time, business_date, accounting_date, title, trace)
       select $1, transaction_id, now(), 'expiry', 'expiry', $2::text || ' ' || account_id, 'points.expire', $2, '2026-12-31', '2026-12-31', '', jsonb_build_object('expired_until', $2::timestamptz) from due
     ), taken as (
       insert into ledger.allocation (tenant_id, transaction_id, line_no, lot_id, account_id, amount)
       select $1, d.transaction_id, 1, l.lot_id, l.account_id, l.remaining
       from due d join ledger.lot l on l.tenant_id = $1 and l.account_id = d.account_id and l.remaining > 0 and l.expires_at <= $2
     ), lots as (
       update ledger.lot l set remaining = 0 where l.tenant_id = $1 and l.remaining > 0 and l.expires_at <= $2
     ), accounts as (
       update ledger.account a set balance = a.balance - d.amount, last_entry_no = a.last_entry_no + 1
       from due d where a.tenant_id = $1 and a.account_id = d.account_id
       returning a.account_id, a.balance, a.last_entry_no
     )
     insert into ledger.entry (tenant_id, transaction_id, line_no, recorded_at, account_id, amount, entry_no, balance_after, business_time)
     select $1, d.transaction_id, s.line_no, now(), case s.line_no when 1 then d.account_id else $3::uuid end, d.amount * s.sign,
            case s.line_no when 1 then a.last_entry_no end, case s.line_no when 1 then a.balance end, $2
     from due d join accounts a on a.account_id = d.account_id, (values (1, -1), (2, 1)) as s(line_no, sign)`,
    [TENANT, UNTIL, TENANT],
  );
  const seconds = (performance.now() - started) / 1000;
  await client.end();
  await assertExpired(url, members);
  return members / seconds;
}

/** Both must have done the whole work, or the ratio says nothing. */
async function assertExpired(url: string, members: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ balance: string; entries: string }>(
    `select (select sum(balance) from ledger.account where tenant_id = $1) as balance,
            (select count(*) from ledger.entry where tenant_id = $1) as entries`,
    [TENANT],
  );
  await client.end();
  if (Number(rows[0]?.balance) !== members * 200 || Number(rows[0]?.entries) !== members * 2)
    throw new Error(`not everything expired: ${JSON.stringify(rows[0])}`);
}
