-- The accounts of an asset that hold something which has expired by p_until and is not held, in id order: the order in
-- which they are locked, so that two runs cannot cross.
create or replace function ledger.expiring_accounts(p_tenant_id uuid, p_until timestamptz, p_asset text)
returns uuid[]
language sql stable as $$
  select coalesce(array_agg(d.account_id order by d.account_id), '{}')
  from (
    select distinct l.account_id
    from ledger.lot l
    join ledger.account a on a.tenant_id = p_tenant_id and a.account_id = l.account_id and a.asset = p_asset
    where l.tenant_id = p_tenant_id and l.remaining > 0 and l.remaining > l.held and l.expires_at <= p_until
  ) d;
$$;

-- Takes what has expired by p_until out of these accounts (in id order), as one transaction per account; what a hold
-- binds stays. p_ids: a transaction id for each of them. A row per account it took something from.
--
-- It does what ledger.post would do with one line an account, without composing the lines: an expiry touches most
-- members at once (docs/benchmarks.md, `expire`).
create or replace function ledger.expire(p_tenant_id uuid, p_until timestamptz, p_asset text, p_source_id text, p_business_date date, p_recorded_at timestamptz, p_expired_owner uuid, p_accounts uuid[], p_ids uuid[])
returns table (owner_type text, owner_id uuid, transaction_id uuid, amount bigint)
language plpgsql as $$
#variable_conflict use_column
declare
  v_expired_account uuid := ledger.account_id(p_expired_owner, p_asset);
  -- The lots that end, and the accounts they are in, each as parallel arrays.
  v_lot_accounts uuid[]; v_lots uuid[]; v_amounts bigint[]; v_draw_nos int[];
  v_accounts uuid[]; v_ids uuid[]; v_sums bigint[]; v_counts int[]; v_sources text[];
  v_owner_types text[]; v_owners uuid[]; v_balances bigint[]; v_entry_nos bigint[];
begin
  perform set_config('app.tenant_id', p_tenant_id::text, true);
  perform 1 from ledger.account a where a.tenant_id = p_tenant_id and a.account_id = any (p_accounts) order by a.account_id for update;

  -- Account by account: a plan over all that has expired would read it once per call.
  select array_agg(x.account_id), array_agg(x.lot_id), array_agg(x.amount), array_agg(x.draw_no)
  into v_lot_accounts, v_lots, v_amounts, v_draw_nos
  from unnest(p_accounts) as k(account_id)
  cross join lateral (
    select l.account_id, l.lot_id, l.remaining - l.held as amount, row_number() over (order by l.expires_at, l.earned_at, l.lot_id)::int as draw_no
    from ledger.lot l
    where l.tenant_id = p_tenant_id and l.account_id = k.account_id and l.remaining > 0 and l.remaining > l.held and l.expires_at <= p_until
    offset 0
  ) x;
  if v_lots is null then
    return;
  end if;

  -- The lots of an account end together, as one line; the allocation rows say which.
  select array_agg(s.account_id), array_agg(k.id), array_agg(s.amount), array_agg(s.lots)
  into v_accounts, v_ids, v_sums, v_counts
  from (
    select d.account_id, sum(d.amount)::bigint as amount, count(*)::int as lots
    from unnest(v_lot_accounts, v_amounts) as d(account_id, amount) group by 1
  ) s
  join unnest(p_accounts, p_ids) as k(account_id, id) on k.account_id = s.account_id;

  update ledger.lot l set remaining = l.held
  from unnest(v_lot_accounts, v_lots) as d(account_id, lot_id)
  where l.tenant_id = p_tenant_id and l.account_id = any (v_accounts) and l.account_id = d.account_id and l.lot_id = d.lot_id;
  with changed as (
    update ledger.account a set balance = a.balance - d.amount, last_entry_no = a.last_entry_no + 1
    from unnest(v_accounts, v_ids, v_sums, v_counts) as d(account_id, id, amount, lots)
    where a.tenant_id = p_tenant_id and a.account_id = any (v_accounts) and a.account_id = d.account_id
    returning a.account_id, d.id, d.amount, d.lots, a.owner_type, a.owner_id, a.balance, a.last_entry_no
  )
  select array_agg(c.account_id order by c.id), array_agg(c.id order by c.id), array_agg(c.amount order by c.id), array_agg(c.lots order by c.id),
         array_agg(c.owner_type order by c.id), array_agg(c.owner_id order by c.id), array_agg(c.balance order by c.id), array_agg(c.last_entry_no order by c.id)
  into v_accounts, v_ids, v_sums, v_counts, v_owner_types, v_owners, v_balances, v_entry_nos
  from changed c;

  -- The same instant may come again for an account (a hold let go of something later): then it is told apart.
  select array_agg(p_source_id || ' ' || d.account_id || case when exists (
           select from ledger.effect f
           where f.tenant_id = p_tenant_id and f.source_type = 'expiry' and f.source_id = p_source_id || ' ' || d.account_id and f.effect = p_asset || '.expire'
         ) then ' ' || d.id else '' end order by d.n)
  into v_sources
  from unnest(v_accounts, v_ids) with ordinality as d(account_id, id, n);

  insert into ledger.effect (tenant_id, source_type, source_id, effect, transaction_id)
  select p_tenant_id, 'expiry', d.source_id, p_asset || '.expire', d.id from unnest(v_sources, v_ids) as d(source_id, id) order by d.source_id;
  insert into ledger.transaction (tenant_id, transaction_id, recorded_at, kind, source_type, source_id, effect, business_time, business_date, accounting_date, title, trace)
  select p_tenant_id, d.id, p_recorded_at, 'expiry', 'expiry', d.source_id, p_asset || '.expire', p_until, p_business_date, p_business_date, '',
         jsonb_build_object('expired_until', p_until, 'lots', d.lots)
  from unnest(v_ids, v_sources, v_counts) as d(id, source_id, lots);
  insert into ledger.allocation (tenant_id, transaction_id, line_no, lot_id, account_id, amount, draw_no)
  select p_tenant_id, a.id, 1, d.lot_id, d.account_id, d.amount, d.draw_no
  from unnest(v_lot_accounts, v_lots, v_amounts, v_draw_nos) as d(account_id, lot_id, amount, draw_no)
  join unnest(v_accounts, v_ids) as a(account_id, id) on a.account_id = d.account_id;
  insert into ledger.account (tenant_id, account_id, owner_type, owner_id, asset, created_at)
  values (p_tenant_id, v_expired_account, 'system', p_expired_owner, p_asset, p_recorded_at) on conflict do nothing;
  insert into ledger.entry (tenant_id, transaction_id, line_no, recorded_at, account_id, amount, entry_no, balance_after, business_time)
  select p_tenant_id, d.id, s.line_no, p_recorded_at, case s.line_no when 1 then d.account_id else v_expired_account end,
         case s.line_no when 1 then -d.amount else d.amount end, case s.line_no when 1 then d.entry_no end, case s.line_no when 1 then d.balance end, p_until
  from unnest(v_ids, v_accounts, v_sums, v_entry_nos, v_balances) as d(id, account_id, amount, entry_no, balance)
  cross join (values (1), (2)) as s(line_no);

  return query select d.* from unnest(v_owner_types, v_owners, v_ids, v_sums) as d;
end $$;
