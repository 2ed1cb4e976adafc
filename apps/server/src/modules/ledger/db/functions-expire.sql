-- Takes what has expired by p_until out of up to p_limit accounts (in id order, so that two runs cannot cross), as one
-- transaction per account; what a hold binds stays. A row per account it touched; call again until there are fewer
-- than ids.
create or replace function ledger.expire(p_tenant_id uuid, p_until timestamptz, p_asset text, p_source_id text, p_business_date date, p_recorded_at timestamptz, p_expired_owner uuid, p_ids uuid[])
returns table (owner_type text, owner_id uuid, transaction_id uuid, amount bigint)
language plpgsql as $$
#variable_conflict use_column
declare
  v_accounts uuid[];
  v_transactions ledger.posting_transaction[];
  v_lines ledger.posting_line[];
begin
  perform set_config('app.tenant_id', p_tenant_id::text, true);
  select array_agg(d.account_id order by d.account_id) into v_accounts
  from (
    select distinct l.account_id
    from ledger.lot l
    join ledger.account a on a.tenant_id = p_tenant_id and a.account_id = l.account_id and a.asset = p_asset
    where l.tenant_id = p_tenant_id and l.remaining > 0 and l.remaining > l.held and l.expires_at <= p_until
    order by l.account_id limit cardinality(p_ids)
  ) d;
  if v_accounts is null then
    return;
  end if;
  perform 1 from ledger.account a where a.tenant_id = p_tenant_id and a.account_id = any (v_accounts) order by a.account_id for update;

  -- The lots of an account expire together, as one line; the allocation rows say which.
  with ended as (
    select l.account_id, a.owner_id, a.owner_type, sum(l.remaining - l.held)::bigint as amount, count(*) as lots,
           row_number() over (order by l.account_id)::int as n
    from ledger.lot l
    join ledger.account a on a.tenant_id = p_tenant_id and a.account_id = l.account_id
    where l.tenant_id = p_tenant_id and l.account_id = any (v_accounts) and l.remaining > 0 and l.remaining > l.held and l.expires_at <= p_until
    group by l.account_id, a.owner_id, a.owner_type
  ), named as (
    -- The same instant may come again for an account (a hold let go of something later): then it is told apart.
    select x.*, p_ids[x.n] as id, ledger.account_id(p_expired_owner, p_asset) as expired_account,
           p_source_id || ' ' || x.account_id || case when exists (
             select from ledger.effect f where f.tenant_id = p_tenant_id and f.source_type = 'expiry' and f.source_id = p_source_id || ' ' || x.account_id and f.effect = p_asset || '.expire'
           ) then ' ' || p_ids[x.n] else '' end as source_id
    from ended x
  )
  select array_agg(jsonb_populate_record(null::ledger.posting_transaction, jsonb_build_object(
           'transaction_id', x.id, 'kind', 'expiry', 'source_type', 'expiry', 'source_id', x.source_id, 'effect', p_asset || '.expire',
           'business_time', p_until, 'business_date', p_business_date, 'accounting_date', p_business_date, 'recorded_at', p_recorded_at,
           'title', '', 'trace', jsonb_build_object('expired_until', p_until, 'lots', x.lots))) order by x.n),
         array_agg(jsonb_populate_record(null::ledger.posting_line, jsonb_build_object(
           'seq', x.n, 'transaction_id', x.id, 'line_no', 1, 'from_account', x.account_id, 'to_account', x.expired_account,
           'amount', x.amount, 'system_from', false, 'system_to', true, 'from_owner', x.owner_id, 'to_owner', p_expired_owner, 'owner_type', x.owner_type, 'asset', p_asset,
           'business_time', p_until, 'recorded_at', p_recorded_at)) order by x.n)
  into v_transactions, v_lines
  from named x;
  if v_lines is null then
    return;
  end if;
  -- Taken from exactly the expired lots, not in draw order.
  insert into ledger.allocation (tenant_id, transaction_id, line_no, lot_id, account_id, amount, draw_no)
  select p_tenant_id, p.transaction_id, 1, l.lot_id, l.account_id, l.remaining - l.held,
         row_number() over (partition by l.account_id order by l.expires_at, l.earned_at, l.lot_id)
  from unnest(v_lines) p
  join ledger.lot l on l.tenant_id = p_tenant_id and l.account_id = p.from_account and l.remaining > 0 and l.remaining > l.held and l.expires_at <= p_until;
  update ledger.lot l set remaining = l.held
  where l.tenant_id = p_tenant_id and l.account_id = any (v_accounts) and l.remaining > 0 and l.remaining > l.held and l.expires_at <= p_until;
  perform ledger.open_accounts(p_tenant_id, v_lines, v_accounts);
  insert into ledger.effect (tenant_id, source_type, source_id, effect, transaction_id)
  select p_tenant_id, t.source_type, t.source_id, t.effect, t.transaction_id from unnest(v_transactions) t order by 2, 3, 4;
  perform ledger.write_posting(p_tenant_id, v_transactions, v_lines);
  return query select l.owner_type, l.from_owner, l.transaction_id, l.amount from unnest(v_lines) l order by l.seq;
end $$;
