-- Locks the accounts of a batch of transfers in the one global order (id; none of them is a debt) and tells where each
-- stands, and whether its owner has been merged: a transfer that is in the book already is answered all the same. One
-- that is not there yet is opened before anything is locked.
create or replace function ledger.lock_sides(p_tenant_id uuid, p_accounts uuid[], p_owner_types text[], p_owners uuid[], p_assets text[], p_recorded_at timestamptz)
returns table (account_id uuid, balance bigint, last_entry_no bigint, is_merged boolean)
language plpgsql as $$
#variable_conflict use_column
declare
  v_known uuid[] := array(select a.account_id from ledger.account a where a.tenant_id = p_tenant_id and a.account_id = any (p_accounts));
begin
  if cardinality(v_known) < cardinality(p_accounts) then
    insert into ledger.account (tenant_id, account_id, owner_type, owner_id, asset, created_at)
    select p_tenant_id, k.a, k.t, k.o, k.s, p_recorded_at
    from unnest(p_accounts, p_owner_types, p_owners, p_assets) as k(a, t, o, s)
    where k.a <> all (v_known)
    order by k.a
    on conflict do nothing;
  end if;
  perform 1 from ledger.account a where a.tenant_id = p_tenant_id and a.account_id = any (p_accounts) order by a.account_id for update;
  -- Asked when the locks are held: by a snapshot that sees the merge that was waited for.
  return query
    select a.account_id, a.balance, a.last_entry_no,
           exists (select from ledger.owner_merge m where m.tenant_id = p_tenant_id and m.from_owner_id = a.owner_id and m.undone_by is null)
    from ledger.account a where a.tenant_id = p_tenant_id and a.account_id = any (p_accounts);
end $$;

-- The first lots in draw order, p_most of each locked account (null: all), that can be spent at some instant between the
-- two. Instants are told as texts, to the microsecond.
create or replace function ledger.standing_lots(p_tenant_id uuid, p_accounts uuid[], p_most int[], p_earliest timestamptz, p_latest timestamptz)
returns table (account_id uuid, lot_id uuid, free bigint, earned_at text, available_from text, expires_at text, venue_id uuid, root_owner_id uuid)
language sql stable as $$
  select k.account_id, l.lot_id, l.free,
         to_char(l.earned_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), to_char(l.available_from at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
         to_char(l.expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), l.venue_id, l.root_owner_id
  from unnest(p_accounts, p_most) with ordinality as k(account_id, most, n)
  cross join lateral (
    select t.lot_id, t.remaining - t.held as free, t.earned_at, t.available_from, t.expires_at, t.venue_id, t.root_owner_id
    from ledger.lot t
    where t.tenant_id = p_tenant_id and t.account_id = k.account_id and t.remaining > 0 and t.remaining > t.held
      and t.available_from <= p_latest and (t.expires_at is null or t.expires_at > p_earliest)
    order by t.expires_at, t.earned_at, t.lot_id
    limit k.most
  ) l
  order by k.n, l.expires_at, l.earned_at, l.lot_id;
$$;

-- Writes transfers that their caller has decided under the locks of lock_sides (domain/plan-transfers.ts): what
-- ledger.post would do with one line each that keeps its lots, without drawing them one by one (docs/benchmarks.md,
-- `hot-accounts`). p_parts: what a transfer draws from one lot, and the lot that this becomes on the other side.
create or replace function ledger.write_transfers(
  p_tenant_id uuid, p_transfers jsonb, p_parts jsonb, p_drawn_accounts uuid[], p_drawn_lots uuid[], p_drawn bigint[],
  p_accounts uuid[], p_deltas bigint[], p_entries bigint[], p_had_entries bigint[])
returns void
language plpgsql as $$
declare
  v_changed int;
begin
  with t as materialized (
    select r.* from jsonb_to_recordset(p_transfers) as r(
      transaction_id uuid, recorded_at timestamptz, kind text, source_type text, source_id text, effect text, business_time timestamptz,
      business_date date, accounting_date date, venue_id uuid, title text, trace jsonb, from_account uuid, to_account uuid, amount bigint,
      from_entry_no bigint, from_balance bigint, to_entry_no bigint, to_balance bigint)
  ), written as (
    insert into ledger.transaction (tenant_id, transaction_id, recorded_at, kind, source_type, source_id, effect, business_time, business_date, accounting_date, venue_id, title, trace)
    select p_tenant_id, t.transaction_id, t.recorded_at, t.kind, t.source_type, t.source_id, t.effect, t.business_time, t.business_date, t.accounting_date, t.venue_id, t.title, t.trace
    from t
  )
  insert into ledger.entry (tenant_id, transaction_id, line_no, recorded_at, account_id, amount, entry_no, balance_after, business_time)
  select p_tenant_id, t.transaction_id, s.line_no, t.recorded_at,
         case s.line_no when 1 then t.from_account else t.to_account end, case s.line_no when 1 then -t.amount else t.amount end,
         case s.line_no when 1 then t.from_entry_no else t.to_entry_no end, case s.line_no when 1 then t.from_balance else t.to_balance end, t.business_time
  from t cross join (values (1), (2)) as s(line_no);

  with p as materialized (
    select r.* from jsonb_to_recordset(p_parts) as r(
      transaction_id uuid, draw_no int, from_account uuid, from_lot uuid, amount bigint, to_account uuid, lot_id uuid, remaining bigint,
      earned_at timestamptz, available_from timestamptz, expires_at timestamptz, venue_id uuid, root_owner_id uuid)
  ), drawn as (
    insert into ledger.allocation (tenant_id, transaction_id, line_no, lot_id, account_id, amount, draw_no)
    select p_tenant_id, p.transaction_id, 1, p.from_lot, p.from_account, p.amount, p.draw_no from p
  )
  insert into ledger.lot (tenant_id, account_id, lot_id, transaction_id, line_no, amount, remaining, earned_at, available_from, expires_at, venue_id, origin_lot_id, root_owner_id)
  select p_tenant_id, p.to_account, p.lot_id, p.transaction_id, 1, p.amount, p.remaining, p.earned_at, p.available_from, p.expires_at, p.venue_id, p.from_lot, p.root_owner_id
  from p;

  -- The keys are named beside the joins, for a planner that knows nothing of this tenant yet.
  update ledger.lot l set remaining = l.remaining - d.amount
  from unnest(p_drawn_accounts, p_drawn_lots, p_drawn) as d(account_id, lot_id, amount)
  where l.tenant_id = p_tenant_id and l.account_id = any (p_drawn_accounts) and l.lot_id = any (p_drawn_lots)
    and l.account_id = d.account_id and l.lot_id = d.lot_id;
  get diagnostics v_changed = row_count;
  if v_changed <> cardinality(p_drawn_lots) then
    raise exception 'a transfer draws from a lot that is not there';
  end if;

  update ledger.account a set balance = a.balance + d.delta, last_entry_no = a.last_entry_no + d.entries
  from unnest(p_accounts, p_deltas, p_entries, p_had_entries) as d(account_id, delta, entries, had_entries)
  where a.tenant_id = p_tenant_id and a.account_id = any (p_accounts) and a.account_id = d.account_id and a.last_entry_no = d.had_entries;
  get diagnostics v_changed = row_count;
  if v_changed <> cardinality(p_accounts) then
    raise exception 'an account has moved under its lock';
  end if;
end $$;
