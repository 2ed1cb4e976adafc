-- The account of an owner and asset: a UUIDv8 made from both, the same here and in domain/account-id.ts.
create or replace function ledger.account_id(p_owner_id uuid, p_asset text)
returns uuid
language sql immutable parallel safe as $$
  select (substr(h, 1, 12) || '8' || substr(h, 14, 3) || '8' || substr(h, 18))::uuid
  from md5(p_owner_id::text || ' ' || p_asset) as h;
$$;

-- Locks the accounts of these owners in the one global order (id) and tells what can be spent from each at p_at. One that
-- is not there yet is opened, so that two first purchases of a member wait for each other too.
create or replace function ledger.lock_accounts(p_tenant_id uuid, p_owner_type text, p_owner_ids uuid[], p_assets text[], p_at timestamptz, p_recorded_at timestamptz)
returns table (owner_id uuid, asset text, available bigint)
language plpgsql as $$
declare
  v_ids uuid[];
  v_locked uuid[];
begin
  perform set_config('app.tenant_id', p_tenant_id::text, true);
  v_ids := array(select distinct ledger.account_id(k.o, k.s) from unnest(p_owner_ids, p_assets) as k(o, s));
  v_locked := array(select a.account_id from ledger.account a where a.tenant_id = p_tenant_id and a.account_id = any (v_ids) order by a.account_id for update);
  if cardinality(v_locked) < cardinality(v_ids) then
    insert into ledger.account (tenant_id, account_id, owner_type, owner_id, asset, created_at)
    select distinct on (1, 2) p_tenant_id, ledger.account_id(k.o, k.s), p_owner_type, k.o, k.s, p_recorded_at
    from unnest(p_owner_ids, p_assets) as k(o, s)
    where ledger.account_id(k.o, k.s) <> all (v_locked)
    order by 1, 2
    on conflict do nothing;
    perform 1 from ledger.account a where a.tenant_id = p_tenant_id and a.account_id = any (v_ids) order by a.account_id for update;
  end if;
  -- Points are only earned into: nobody asks what is left of them.
  return query
    select k.o, k.s, ledger.available(p_tenant_id, ledger.account_id(k.o, k.s), p_at)
    from unnest(p_owner_ids, p_assets) as k(o, s) where k.s <> 'points';
end $$;

-- What can be spent at an instant: lots that have become available and have not expired, less what is held.
create or replace function ledger.available(p_tenant_id uuid, p_account_id uuid, p_at timestamptz)
returns bigint
language sql stable as $$
  select coalesce(sum(l.remaining), 0)::bigint
         - coalesce((select a.held from ledger.account a where a.tenant_id = p_tenant_id and a.account_id = p_account_id), 0)
  from ledger.lot l
  where l.tenant_id = p_tenant_id and l.account_id = p_account_id and l.remaining > 0
    and l.available_from <= p_at and (l.expires_at is null or l.expires_at > p_at);
$$;

-- Takes p_amount from one locked account's lots in draw order and records from which. Returns what was available when
-- it is not enough (then nothing was taken), else null.
create or replace function ledger.draw(p_tenant_id uuid, p_account_id uuid, p_amount bigint, p_at timestamptz, p_transaction_id uuid, p_line_no int)
returns bigint
language plpgsql as $$
declare
  v_available bigint := ledger.available(p_tenant_id, p_account_id, p_at);
begin
  if v_available < p_amount then
    return v_available;
  end if;
  insert into ledger.allocation (tenant_id, transaction_id, line_no, lot_id, account_id, amount)
  select p_tenant_id, p_transaction_id, p_line_no, d.lot_id, p_account_id, least(d.remaining, p_amount - d.before)
  from (
    select l.lot_id, l.remaining,
           (sum(l.remaining) over (order by l.expires_at nulls last, l.earned_at, l.lot_id) - l.remaining)::bigint as before
    from ledger.lot l
    where l.tenant_id = p_tenant_id and l.account_id = p_account_id and l.remaining > 0
      and l.available_from <= p_at and (l.expires_at is null or l.expires_at > p_at)
  ) d
  where d.before < p_amount;
  update ledger.lot l
  set remaining = l.remaining - a.amount
  from ledger.allocation a
  where a.tenant_id = p_tenant_id and a.transaction_id = p_transaction_id and a.line_no = p_line_no
    and l.tenant_id = p_tenant_id and l.account_id = p_account_id and l.lot_id = a.lot_id;
  return null;
end $$;

-- Posts any number of transactions of one tenant.
--
-- p_transactions: [{transaction_id, kind, source_type, source_id, effect, business_time, business_date,
--   accounting_date, recorded_at, venue_id, title, trace}]
-- p_postings: [{seq, transaction_id, line_no, from_account, to_account, amount, system_from, system_to,
--   from_owner, to_owner, owner_type, asset, lot_id, available_from, expires_at, business_time, recorded_at, venue_id}]
--   Each posting moves amount > 0 from one account to another, so a transaction sums to zero by construction. A side
--   marked system is unlimited and its row is not touched; the other is a member's: value leaves it through its lots
--   and enters it as a new lot. seq orders the lines of the call, line_no those of a transaction.
--
-- One row comes back per transaction: posted | duplicate (transaction_id is the first one's) | insufficient (available
-- tells how much there was). A refused one refuses alone. Debits of a call are decided before its credits, in the
-- order given: transactions of one call are concurrent, and that is one of their legal orders.
create or replace function ledger.post(p_tenant_id uuid, p_transactions jsonb, p_postings jsonb)
returns table (asked_id uuid, outcome text, transaction_id uuid, available bigint)
language plpgsql as $$
declare
  v_tx ledger.posting_transaction[];
  v_all ledger.posting_line[];
  v_lines ledger.posting_line[];
  v_claimed uuid[];
  v_refused uuid[] := '{}';
  v_refused_available bigint[] := '{}';
  v_line ledger.posting_line;
  v_short bigint;
  v_accounts uuid[];
  v_locked uuid[];
  v_system uuid[];
  v_known uuid[];
begin
  perform set_config('app.tenant_id', p_tenant_id::text, true);
  select array_agg(r) into v_tx from jsonb_populate_recordset(null::ledger.posting_transaction, p_transactions) r;
  select array_agg(r order by r.seq) into v_all from jsonb_populate_recordset(null::ledger.posting_line, p_postings) r;

  -- 1. one effect of one source once, for ever
  with claimed as (
    insert into ledger.effect (tenant_id, source_type, source_id, effect, transaction_id)
    select p_tenant_id, t.source_type, t.source_id, t.effect, t.transaction_id
    from unnest(v_tx) t order by 2, 3, 4
    on conflict do nothing
    returning effect.transaction_id
  )
  select coalesce(array_agg(c.transaction_id), '{}') into v_claimed from claimed c;
  if cardinality(v_claimed) = cardinality(v_tx) then
    v_lines := v_all;
  else
    select array_agg(l order by l.seq) into v_lines from unnest(v_all) l where l.transaction_id = any (v_claimed);
  end if;

  if v_lines is not null then
    -- 2. accounts: made when missing, members' locked in the global order
    select array_agg(distinct x) into v_accounts
    from (select l.from_account from unnest(v_lines) l where not l.system_from union all select l.to_account from unnest(v_lines) l where not l.system_to) s(x);
    v_locked := array(select a.account_id from ledger.account a where a.tenant_id = p_tenant_id and a.account_id = any (v_accounts) order by a.account_id for update);
    v_system := array(select l.from_account from unnest(v_lines) l where l.system_from union select l.to_account from unnest(v_lines) l where l.system_to);
    v_known := v_locked || array(select a.account_id from ledger.account a where a.tenant_id = p_tenant_id and a.account_id = any (v_system));
    if cardinality(v_known) < coalesce(cardinality(v_accounts), 0) + cardinality(v_system) then
      perform ledger.open_accounts(p_tenant_id, v_lines, v_known);
      perform 1 from ledger.account a where a.tenant_id = p_tenant_id and a.account_id = any (v_accounts) order by a.account_id for update;
    end if;

    -- 3. debits, one after the other: who is refused depends on who came before
    for v_line in select l.* from unnest(v_lines) l where not l.system_from order by l.seq loop
      continue when v_line.transaction_id = any (v_refused);
      v_short := ledger.draw(p_tenant_id, v_line.from_account, v_line.amount, v_line.business_time, v_line.transaction_id, v_line.line_no);
      if v_short is not null then
        v_refused := v_refused || v_line.transaction_id;
        v_refused_available := v_refused_available || v_short;
      end if;
    end loop;
    if cardinality(v_refused) > 0 then
      -- A refused transaction leaves no trace: what its earlier lines had drawn goes back, its effect is free again.
      update ledger.lot l set remaining = l.remaining + a.amount
      from (select x.account_id, x.lot_id, sum(x.amount)::bigint as amount from ledger.allocation x
            where x.tenant_id = p_tenant_id and x.transaction_id = any (v_refused) group by 1, 2) a
      where l.tenant_id = p_tenant_id and l.account_id = a.account_id and l.lot_id = a.lot_id;
      perform ledger.forget_refused(p_tenant_id, v_refused);
      select array_agg(l order by l.seq) into v_lines from unnest(v_lines) l where l.transaction_id <> all (v_refused);
    end if;
  end if;

  -- 4. what is left is written, set by set
  if v_lines is not null then
    perform ledger.write_posting(p_tenant_id, (select array_agg(t) from unnest(v_tx) t where t.transaction_id = any (v_claimed) and t.transaction_id <> all (v_refused)), v_lines);
  end if;

  return query
    select t.transaction_id,
           case when r.id is not null then 'insufficient' when t.transaction_id = any (v_claimed) then 'posted' else 'duplicate' end,
           case when r.id is not null then null
                when t.transaction_id = any (v_claimed) then t.transaction_id
                else (select e.transaction_id from ledger.effect e
                      where e.tenant_id = p_tenant_id and e.source_type = t.source_type and e.source_id = t.source_id and e.effect = t.effect) end,
           r.short
    from unnest(v_tx) with ordinality t
    left join unnest(v_refused, v_refused_available) as r(id, short) on r.id = t.transaction_id
    order by t.ordinality;
end $$;

-- Removes what a transaction refused in this very call had begun. The application itself may not delete from the book;
-- this can only remove rows of a transaction that was never written.
create or replace function ledger.forget_refused(p_tenant_id uuid, p_transaction_ids uuid[])
returns void
language sql security definer set search_path = ledger, pg_temp as $$
  delete from ledger.allocation a
  where a.tenant_id = p_tenant_id and a.transaction_id = any (p_transaction_ids)
    and not exists (select from ledger.transaction t where t.tenant_id = p_tenant_id and t.transaction_id = a.transaction_id);
  delete from ledger.effect e
  where e.tenant_id = p_tenant_id and e.transaction_id = any (p_transaction_ids)
    and not exists (select from ledger.transaction t where t.tenant_id = p_tenant_id and t.transaction_id = e.transaction_id);
$$;

-- Opens the accounts that a call needs and that are not there yet (p_open are known to be), system sides included.
create or replace function ledger.open_accounts(p_tenant_id uuid, p_lines ledger.posting_line[], p_open uuid[])
returns void
language sql as $$
  insert into ledger.account (tenant_id, account_id, owner_type, owner_id, asset, created_at)
  select distinct on (s.account_id) p_tenant_id, s.account_id, s.owner_type, s.owner_id, s.asset, s.recorded_at
  from (
    select l.from_account as account_id, case when l.system_from then 'system' else l.owner_type end as owner_type, l.from_owner as owner_id, l.asset, l.recorded_at from unnest(p_lines) l
    union all
    select l.to_account, case when l.system_to then 'system' else l.owner_type end, l.to_owner, l.asset, l.recorded_at from unnest(p_lines) l
  ) s
  where s.account_id <> all (p_open)
  order by s.account_id
  on conflict do nothing;
$$;

-- The set-based half of post: transactions, lots, balances, entries. The caller holds the locks.
create or replace function ledger.write_posting(p_tenant_id uuid, p_tx ledger.posting_transaction[], p_lines ledger.posting_line[])
returns void
language plpgsql as $$
declare
  -- Named beside every join with the accounts: without it a planner that knows nothing of this tenant yet (no ANALYZE
  -- since it arrived) may read all its accounts once per line.
  v_accounts uuid[] := array(
    select l.from_account from unnest(p_lines) l where not l.system_from
    union select l.to_account from unnest(p_lines) l where not l.system_to);
  v_balances bigint[];
  v_entry_nos bigint[];
begin
  insert into ledger.transaction (tenant_id, transaction_id, recorded_at, kind, source_type, source_id, effect, business_time, business_date, accounting_date, venue_id, title, trace)
  select p_tenant_id, t.transaction_id, t.recorded_at, t.kind, t.source_type, t.source_id, t.effect, t.business_time, t.business_date, t.accounting_date, t.venue_id, t.title, t.trace
  from unnest(p_tx) t;

  insert into ledger.lot (tenant_id, account_id, lot_id, transaction_id, amount, remaining, earned_at, available_from, expires_at, venue_id)
  select p_tenant_id, l.to_account, l.lot_id, l.transaction_id, l.amount, l.amount, l.business_time, l.available_from, l.expires_at, l.venue_id
  from unnest(p_lines) l where not l.system_to;

  with changed as (
    update ledger.account a
    set balance = a.balance + d.delta, last_entry_no = a.last_entry_no + d.entries
    from (
      select s.account_id, sum(s.amount)::bigint as delta, count(*) as entries
      from (
        select l.from_account as account_id, -l.amount as amount from unnest(p_lines) l where not l.system_from
        union all
        select l.to_account, l.amount from unnest(p_lines) l where not l.system_to
      ) s group by s.account_id
    ) d
    where a.tenant_id = p_tenant_id and a.account_id = any (v_accounts) and a.account_id = d.account_id
    returning a.account_id, a.balance, a.last_entry_no
  )
  select array_agg(c.account_id), array_agg(c.balance), array_agg(c.last_entry_no) into v_accounts, v_balances, v_entry_nos from changed c;

  -- Running balances: counted back from the balance just written. Debits come first, as they were decided.
  insert into ledger.entry (tenant_id, transaction_id, line_no, recorded_at, account_id, amount, entry_no, balance_after, business_time)
  select p_tenant_id, s.transaction_id, s.line_no, s.recorded_at, s.account_id, s.amount,
         case when not s.system then a.last_entry_no + 1 - count(*) over later end,
         case when not s.system then (a.balance + s.amount - sum(s.amount) over later)::bigint end,
         s.business_time
  from (
    select l.seq, l.transaction_id, l.line_no * 2 - 1 as line_no, l.recorded_at, l.from_account as account_id, -l.amount as amount, l.system_from as system, l.business_time from unnest(p_lines) l
    union all
    select l.seq, l.transaction_id, l.line_no * 2, l.recorded_at, l.to_account, l.amount, l.system_to, l.business_time from unnest(p_lines) l
  ) s
  left join unnest(v_accounts, v_balances, v_entry_nos) as a(account_id, balance, last_entry_no) on not s.system and a.account_id = s.account_id
  window later as (partition by s.account_id order by s.amount > 0 desc, s.seq desc);
end $$;

-- Takes what has expired by p_until out of up to p_limit accounts (in id order, so that two runs cannot cross), as one
-- transaction per account. Returns how many accounts it touched; call again until it answers 0.
create or replace function ledger.expire(p_tenant_id uuid, p_until timestamptz, p_asset text, p_source_id text, p_business_date date, p_recorded_at timestamptz, p_expired_owner uuid, p_ids uuid[])
returns int
language plpgsql as $$
declare
  v_accounts uuid[];
  v_transactions jsonb;
  v_postings jsonb;
begin
  perform set_config('app.tenant_id', p_tenant_id::text, true);
  select array_agg(d.account_id order by d.account_id) into v_accounts
  from (
    select distinct l.account_id
    from ledger.lot l
    join ledger.account a on a.tenant_id = p_tenant_id and a.account_id = l.account_id and a.asset = p_asset
    where l.tenant_id = p_tenant_id and l.remaining > 0 and l.expires_at <= p_until
    order by l.account_id limit cardinality(p_ids)
  ) d;
  if v_accounts is null then
    return 0;
  end if;
  perform 1 from ledger.account a where a.tenant_id = p_tenant_id and a.account_id = any (v_accounts) order by a.account_id for update;

  -- The lots of an account expire together, as one line; the allocation rows say which.
  select jsonb_agg(jsonb_build_object(
           'transaction_id', x.transaction_id, 'kind', 'expiry', 'source_type', 'expiry', 'source_id', p_source_id || ' ' || x.account_id, 'effect', p_asset || '.expire',
           'business_time', p_until, 'business_date', p_business_date, 'accounting_date', p_business_date, 'recorded_at', p_recorded_at,
           'title', '', 'trace', jsonb_build_object('expired_until', p_until, 'lots', x.lots))),
         jsonb_agg(jsonb_build_object(
           'seq', x.n, 'transaction_id', x.transaction_id, 'line_no', 1, 'from_account', x.account_id, 'to_account', ledger.account_id(p_expired_owner, p_asset),
           'amount', x.amount, 'system_from', false, 'system_to', true, 'from_owner', x.owner_id, 'to_owner', p_expired_owner, 'owner_type', x.owner_type, 'asset', p_asset,
           'business_time', p_until, 'recorded_at', p_recorded_at))
  into v_transactions, v_postings
  from (
    select l.account_id, a.owner_id, a.owner_type, sum(l.remaining)::bigint as amount, count(*) as lots,
           row_number() over (order by l.account_id) as n, p_ids[row_number() over (order by l.account_id)] as transaction_id
    from ledger.lot l
    join ledger.account a on a.tenant_id = p_tenant_id and a.account_id = l.account_id
    where l.tenant_id = p_tenant_id and l.account_id = any (v_accounts) and l.remaining > 0 and l.expires_at <= p_until
    group by l.account_id, a.owner_id, a.owner_type
  ) x;
  -- Taken from exactly the expired lots, not in draw order.
  insert into ledger.allocation (tenant_id, transaction_id, line_no, lot_id, account_id, amount)
  select p_tenant_id, (p->>'transaction_id')::uuid, 1, l.lot_id, l.account_id, l.remaining
  from jsonb_array_elements(v_postings) p
  join ledger.lot l on l.tenant_id = p_tenant_id and l.account_id = (p->>'from_account')::uuid and l.remaining > 0 and l.expires_at <= p_until;
  update ledger.lot l set remaining = 0
  where l.tenant_id = p_tenant_id and l.account_id = any (v_accounts) and l.remaining > 0 and l.expires_at <= p_until;
  insert into ledger.account (tenant_id, account_id, owner_type, owner_id, asset, created_at)
  values (p_tenant_id, ledger.account_id(p_expired_owner, p_asset), 'system', p_expired_owner, p_asset, p_recorded_at) on conflict do nothing;
  insert into ledger.effect (tenant_id, source_type, source_id, effect, transaction_id)
  select p_tenant_id, t.source_type, t.source_id, t.effect, t.transaction_id from jsonb_populate_recordset(null::ledger.posting_transaction, v_transactions) t;
  perform ledger.write_posting(p_tenant_id,
    (select array_agg(t) from jsonb_populate_recordset(null::ledger.posting_transaction, v_transactions) t),
    (select array_agg(l order by l.seq) from jsonb_populate_recordset(null::ledger.posting_line, v_postings) l));
  return cardinality(v_accounts);
end $$;

-- Rule 5 of the book, checked over everything of one tenant: a row per account (or transaction) that breaks it.
create or replace function ledger.audit(p_tenant_id uuid)
returns table (account_id uuid, problem text, expected bigint, actual bigint)
language plpgsql stable as $$
begin
  return query
    select a.account_id, 'balance is the sum of entries', coalesce(e.total, 0), a.balance
    from ledger.account a
    left join (select e.account_id, sum(e.amount)::bigint as total from ledger.entry e where e.tenant_id = p_tenant_id and e.entry_no is not null group by 1) e on e.account_id = a.account_id
    where a.tenant_id = p_tenant_id and a.owner_type <> 'system' and a.balance <> coalesce(e.total, 0);
  return query
    select a.account_id, 'balance is the sum of lots', coalesce(l.total, 0), a.balance
    from ledger.account a
    left join (select l.account_id, sum(l.remaining)::bigint as total from ledger.lot l where l.tenant_id = p_tenant_id group by 1) l on l.account_id = a.account_id
    where a.tenant_id = p_tenant_id and a.owner_type <> 'system' and a.balance <> coalesce(l.total, 0);
  return query
    select e.account_id, 'entries are numbered without a gap and each balance follows from the one before', e.wanted::bigint, e.balance_after
    from (
      select e.account_id, e.balance_after, e.entry_no,
             sum(e.amount) over w as wanted, row_number() over w as n
      from ledger.entry e where e.tenant_id = p_tenant_id and e.entry_no is not null
      window w as (partition by e.account_id order by e.entry_no)
    ) e where e.wanted <> e.balance_after or e.n <> e.entry_no;
  return query
    select null::uuid, 'transaction ' || e.transaction_id || ' sums to zero', 0::bigint, sum(e.amount)::bigint
    from ledger.entry e
    join ledger.account a on a.tenant_id = p_tenant_id and a.account_id = e.account_id
    where e.tenant_id = p_tenant_id group by e.transaction_id, a.asset having sum(e.amount) <> 0;
  return query
    select l.account_id, 'lot ' || l.lot_id || ' gave what its allocations say', l.amount - l.remaining, coalesce(d.total, 0)
    from ledger.lot l
    left join (select x.account_id, x.lot_id, sum(x.amount)::bigint as total from ledger.allocation x where x.tenant_id = p_tenant_id group by 1, 2) d on d.account_id = l.account_id and d.lot_id = l.lot_id
    where l.tenant_id = p_tenant_id and l.amount - l.remaining <> coalesce(d.total, 0);
end $$;

-- Monthly partitions from last month to p_ahead months on. Whatever falls outside lands in the default partition.
create or replace function ledger.ensure_partitions(p_today date, p_ahead int)
returns int
language plpgsql security definer set search_path = ledger, pg_temp as $$
declare
  v_month date;
  v_table text;
  v_made int := 0;
begin
  for v_month in select generate_series(date_trunc('month', p_today::timestamp) - interval '1 month', date_trunc('month', p_today::timestamp) + make_interval(months => p_ahead), interval '1 month')::date loop
    foreach v_table in array array['transaction', 'entry'] loop
      if to_regclass(format('ledger.%I', v_table || to_char(v_month, '_YYYYMM'))) is null then
        begin
          execute format('create table ledger.%I partition of ledger.%I for values from (%L) to (%L)',
            v_table || to_char(v_month, '_YYYYMM'), v_table, v_month::text || ' 00:00:00+00', (v_month + interval '1 month')::date::text || ' 00:00:00+00');
          execute format('alter table ledger.%I enable row level security', v_table || to_char(v_month, '_YYYYMM'));
          v_made := v_made + 1;
        exception when check_violation then
          -- Rows of this month already lie in the default partition: they stay there, readable as before.
          null;
        end;
      end if;
    end loop;
  end loop;
  return v_made;
end $$;

-- How long the oldest transaction of this database has been under way. Sees all sessions of the owner, so it is the owner's.
create or replace function ledger.oldest_transaction_ms()
returns bigint
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(max(extract(epoch from clock_timestamp() - a.xact_start) * 1000), 0)::bigint -- real time: how long others have been at it
  from pg_stat_activity a where a.datname = current_database() and a.xact_start is not null;
$$;
