-- Writes transactions that only bring value from the system to owners whose accounts the caller has locked
-- (lock_accounts): what ledger.post would do with them, without composing and reading back lines of JSON. Awards are most
-- of what a book takes (docs/benchmarks.md, `post-bulk`).
--
-- The transactions are parallel arrays, p_traces a JSON array beside them. The lines are arrays of their own: p_accounts
-- receives and is at p_places of p_changed, p_later_entries and p_later_amounts tell how much of the same call comes into the same account after the line,
-- so that entry numbers and running balances need no sorting. p_changed: each account once, with its sum.
create or replace function ledger.write_credits(
  p_tenant_id uuid,
  p_ids uuid[], p_kinds text[], p_source_types text[], p_source_ids text[], p_effects text[], p_business_times timestamptz[], p_business_dates date[],
  p_accounting_dates date[], p_recorded_ats timestamptz[], p_venues uuid[], p_titles text[], p_traces jsonb,
  p_line_ids uuid[], p_line_nos int[], p_from_accounts uuid[], p_accounts uuid[], p_places int[], p_amounts bigint[], p_later_entries int[], p_later_amounts bigint[],
  p_line_business_times timestamptz[], p_line_recorded_ats timestamptz[], p_line_venues uuid[], p_lots uuid[], p_available_from timestamptz[], p_expires_at timestamptz[],
  p_changed uuid[], p_deltas bigint[], p_entries int[],
  p_system_accounts uuid[], p_system_owners uuid[], p_system_assets text[], p_recorded_at timestamptz)
returns void
language plpgsql as $$
declare
  v_written int;
  v_balances bigint[];
  v_entry_nos bigint[];
begin
  insert into ledger.effect (tenant_id, source_type, source_id, effect, transaction_id)
  select p_tenant_id, t.source_type, t.source_id, t.effect, t.id
  from unnest(p_ids, p_source_types, p_source_ids, p_effects) as t(id, source_type, source_id, effect) order by 2, 3, 4
  on conflict do nothing;
  get diagnostics v_written = row_count;
  if v_written <> cardinality(p_ids) then
    raise exception 'an effect that was decided is in the book already';
  end if;

  insert into ledger.transaction (tenant_id, transaction_id, recorded_at, kind, source_type, source_id, effect, business_time, business_date, accounting_date, venue_id, title, trace)
  select p_tenant_id, t.id, t.recorded_at, t.kind, t.source_type, t.source_id, t.effect, t.business_time, t.business_date, t.accounting_date, t.venue_id, t.title, t.trace
  from rows from (
    unnest(p_ids, p_kinds, p_source_types, p_source_ids, p_effects, p_business_times, p_business_dates, p_accounting_dates, p_recorded_ats, p_venues, p_titles),
    jsonb_array_elements(p_traces)
  ) as t(id, kind, source_type, source_id, effect, business_time, business_date, accounting_date, recorded_at, venue_id, title, trace);
  if cardinality(p_line_ids) = 0 then
    return;
  end if;

  if exists (select from unnest(p_system_accounts) s(id) where not exists (select from ledger.account a where a.tenant_id = p_tenant_id and a.account_id = s.id)) then
    insert into ledger.account (tenant_id, account_id, owner_type, owner_id, asset, created_at)
    select p_tenant_id, s.account_id, 'system', s.owner_id, s.asset, p_recorded_at
    from unnest(p_system_accounts, p_system_owners, p_system_assets) as s(account_id, owner_id, asset) order by s.account_id
    on conflict do nothing;
  end if;

  insert into ledger.lot (tenant_id, account_id, lot_id, transaction_id, line_no, amount, remaining, earned_at, available_from, expires_at, venue_id)
  select p_tenant_id, l.account_id, l.lot_id, l.id, l.line_no, l.amount, l.amount, l.business_time, l.available_from, l.expires_at, l.venue_id
  from unnest(p_line_ids, p_line_nos, p_accounts, p_amounts, p_line_business_times, p_line_venues, p_lots, p_available_from, p_expires_at)
    as l(id, line_no, account_id, amount, business_time, venue_id, lot_id, available_from, expires_at);

  with changed as (
    update ledger.account a
    set balance = a.balance + d.delta, last_entry_no = a.last_entry_no + d.entries
    from unnest(p_changed, p_deltas, p_entries) with ordinality as d(account_id, delta, entries, place)
    -- The keys are named beside the join, for a planner that knows nothing of this tenant yet.
    where a.tenant_id = p_tenant_id and a.account_id = any (p_changed) and a.account_id = d.account_id
    returning d.place, a.balance, a.last_entry_no
  )
  select array_agg(c.balance order by c.place), array_agg(c.last_entry_no order by c.place) into v_balances, v_entry_nos from changed c;
  if cardinality(v_balances) is distinct from cardinality(p_changed) then
    raise exception 'a posting names an account that is not there';
  end if;

  insert into ledger.entry (tenant_id, transaction_id, line_no, recorded_at, account_id, amount, entry_no, balance_after, business_time)
  select p_tenant_id, l.id, l.line_no * 2 - 1 + s.side, l.recorded_at, case s.side when 1 then l.account_id else l.from_account end,
         case s.side when 1 then l.amount else -l.amount end, case s.side when 1 then v_entry_nos[l.place] - l.later_entries end,
         case s.side when 1 then v_balances[l.place] - l.later_amount end, l.business_time
  from unnest(p_line_ids, p_line_nos, p_from_accounts, p_accounts, p_places, p_amounts, p_later_entries, p_later_amounts, p_line_business_times, p_line_recorded_ats)
    as l(id, line_no, from_account, account_id, place, amount, later_entries, later_amount, business_time, recorded_at)
  cross join (values (0), (1)) as s(side);
end $$;
