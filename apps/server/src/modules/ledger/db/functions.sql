-- The account of an owner and asset: a UUIDv8 made from both, the same here and in domain/account-id.ts.
create or replace function ledger.account_id(p_owner_id uuid, p_asset text)
returns uuid
language sql immutable parallel safe as $$
  select (substr(h, 1, 12) || '8' || substr(h, 14, 3) || '8' || substr(h, 18))::uuid
  from md5(p_owner_id::text || ' ' || p_asset) as h;
$$;

-- Whoever names an owner that has been merged since they looked is told to look again. Asked under the locks of the
-- owner's accounts, which a merge takes first.
create or replace function ledger.refuse_merged(p_tenant_id uuid, p_owner_ids uuid[])
returns void
language plpgsql as $$
begin
  if exists (select from ledger.owner_merge m where m.tenant_id = p_tenant_id and m.from_owner_id = any (p_owner_ids) and m.undone_by is null) then
    raise exception 'an owner has been merged' using errcode = 'HYM01';
  end if;
end $$;

-- Locks the accounts of these owners in the one global order (id; debts after all others, which is why whoever holds an
-- account may take its debt) and tells what can be spent from each at p_at and what is owed. One that is not there yet
-- is opened, so that two first purchases of a member wait for each other too. p_only_earns: nobody asks what is left.
-- Each account once; its id and its debt's are the caller's sum, which costs less there than a call of account_id here.
create or replace function ledger.lock_accounts(p_tenant_id uuid, p_owner_type text, p_owner_ids uuid[], p_assets text[], p_accounts uuid[], p_debt_accounts uuid[], p_only_earns boolean[], p_at timestamptz, p_recorded_at timestamptz)
returns table (owner_id uuid, asset text, available bigint, debt bigint)
language plpgsql as $$
declare
  v_known uuid[];
  v_debts uuid[];
  v_owed bigint[];
begin
  perform set_config('app.tenant_id', p_tenant_id::text, true);
  v_known := array(select a.account_id from ledger.account a where a.tenant_id = p_tenant_id and a.account_id = any (p_accounts));
  if cardinality(v_known) < cardinality(p_accounts) then
    -- Before anything is locked: who opens an account waits for whoever opens the same one.
    insert into ledger.account (tenant_id, account_id, owner_type, owner_id, asset, created_at)
    select p_tenant_id, k.a, p_owner_type, k.o, k.s, p_recorded_at
    from unnest(p_accounts, p_owner_ids, p_assets) as k(a, o, s)
    where k.a <> all (v_known)
    order by 2
    on conflict do nothing;
  end if;
  perform 1 from ledger.account a where a.tenant_id = p_tenant_id and a.account_id = any (p_accounts) order by a.account_id for update;
  select array_agg(d.account_id), array_agg(d.balance) into v_debts, v_owed
  from (select a.account_id, a.balance from ledger.account a where a.tenant_id = p_tenant_id and a.account_id = any (p_debt_accounts) order by a.account_id for update) d;
  perform ledger.refuse_merged(p_tenant_id, p_owner_ids);
  return query
    select k.o, k.s, case when k.e then null else ledger.available(p_tenant_id, k.a, p_at) end,
           coalesce(v_owed[array_position(v_debts, k.d)], 0)
    from unnest(p_owner_ids, p_assets, p_accounts, p_debt_accounts, p_only_earns) as k(o, s, a, d, e)
    -- Earning is most of what comes: who owes nothing and spends nothing is not told of.
    where not k.e or v_debts is not null;
end $$;

-- What can be spent at an instant: of lots that have become available and have not expired, what no hold binds.
create or replace function ledger.available(p_tenant_id uuid, p_account_id uuid, p_at timestamptz)
returns bigint
language sql stable as $$
  select coalesce(sum(l.remaining - l.held), 0)::bigint
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
  insert into ledger.allocation (tenant_id, transaction_id, line_no, lot_id, account_id, amount, draw_no)
  select p_tenant_id, p_transaction_id, p_line_no, d.lot_id, p_account_id, least(d.free, p_amount - d.before), d.draw_no
  from (
    select l.lot_id, l.remaining - l.held as free,
           (sum(l.remaining - l.held) over w - (l.remaining - l.held))::bigint as before, row_number() over w as draw_no
    from ledger.lot l
    where l.tenant_id = p_tenant_id and l.account_id = p_account_id and l.remaining > 0 and l.remaining > l.held
      and l.available_from <= p_at and (l.expires_at is null or l.expires_at > p_at)
    window w as (order by l.expires_at nulls last, l.earned_at, l.lot_id)
  ) d
  where d.before < p_amount;
  update ledger.lot l
  set remaining = l.remaining - a.amount
  from ledger.allocation a
  where a.tenant_id = p_tenant_id and a.transaction_id = p_transaction_id and a.line_no = p_line_no
    and l.tenant_id = p_tenant_id and l.account_id = p_account_id and l.lot_id = a.lot_id
    -- Named beside the join, so that a planner that knows nothing of this tenant yet does not read all lots of the account.
    and l.lot_id = any (array(select x.lot_id from ledger.allocation x where x.tenant_id = p_tenant_id and x.transaction_id = p_transaction_id and x.line_no = p_line_no));
  return null;
end $$;

-- The same from the lots the line names. A forced line (its caller has decided under the lock) takes pending and expired
-- lots too. Returns what these lots could have given when it is not enough.
create or replace function ledger.draw_lots(p_tenant_id uuid, p_line ledger.posting_line)
returns bigint
language plpgsql as $$
declare
  v_available bigint;
begin
  select coalesce(sum(least((d.x->>'amount')::bigint, l.remaining - l.held)), 0)::bigint into v_available
  from jsonb_array_elements(p_line.from_lots) d(x)
  join ledger.lot l on l.tenant_id = p_tenant_id and l.account_id = p_line.from_account and l.lot_id = (d.x->>'lot_id')::uuid
  where p_line.forced or (l.available_from <= p_line.business_time and (l.expires_at is null or l.expires_at > p_line.business_time));
  if v_available < p_line.amount then
    return v_available;
  end if;
  perform ledger.take_lots(p_tenant_id, array[p_line]);
  return null;
end $$;

-- Whether the lots that lines name have what all of them ask together.
create or replace function ledger.has_lots(p_tenant_id uuid, p_lines ledger.posting_line[])
returns boolean
language sql stable as $$
  with asked as (
    select l.seq, l.from_account, (d.x->>'lot_id')::uuid as lot_id, (d.x->>'amount')::bigint as amount, case when not l.forced then l.business_time end as at
    from unnest(p_lines) l cross join lateral jsonb_array_elements(l.from_lots) d(x)
  )
  select not exists (select from unnest(p_lines) l where l.amount > coalesce((select sum(a.amount) from asked a where a.seq = l.seq), 0))
    and not exists (
      select from (select a.from_account, a.lot_id, sum(a.amount) as amount, min(a.at) as first, max(a.at) as last from asked a group by 1, 2) s
      left join lateral (
        select t.* from ledger.lot t where t.tenant_id = p_tenant_id and t.account_id = s.from_account and t.lot_id = s.lot_id limit 1
      ) t on true
      where t.lot_id is null or t.remaining - t.held < s.amount or t.available_from > s.first or t.expires_at <= s.last
    );
$$;

-- Takes what lines name from the lots they name. That it is there has been made sure of: if not, it is a bug.
create or replace function ledger.take_lots(p_tenant_id uuid, p_lines ledger.posting_line[])
returns void
language plpgsql as $$
declare
  v_accounts uuid[];
  v_lots uuid[];
  v_amounts bigint[];
  v_taken int;
begin
  insert into ledger.allocation (tenant_id, transaction_id, line_no, lot_id, account_id, amount, draw_no)
  select p_tenant_id, l.transaction_id, l.line_no, (d.x->>'lot_id')::uuid, l.from_account, (d.x->>'amount')::bigint, d.n
  from unnest(p_lines) l cross join lateral jsonb_array_elements(l.from_lots) with ordinality d(x, n);
  select array_agg(s.from_account), array_agg(s.lot_id), array_agg(s.amount) into v_accounts, v_lots, v_amounts
  from (select l.from_account, (d.x->>'lot_id')::uuid as lot_id, sum((d.x->>'amount')::bigint)::bigint as amount
        from unnest(p_lines) l cross join lateral jsonb_array_elements(l.from_lots) d(x) group by 1, 2) s;
  update ledger.lot t
  set remaining = t.remaining - s.amount
  from unnest(v_accounts, v_lots, v_amounts) as s(account_id, lot_id, amount)
  where t.tenant_id = p_tenant_id and t.account_id = s.account_id and t.lot_id = s.lot_id
    -- Named beside the join, so that a planner that knows nothing of this tenant yet does not read all its lots.
    and t.account_id = any (v_accounts) and t.lot_id = any (v_lots);
  get diagnostics v_taken = row_count;
  if v_taken <> cardinality(v_lots) then
    raise exception 'a posting names a lot that is not there';
  end if;
end $$;

-- Posts any number of transactions of one tenant.
--
-- p_transactions: [{transaction_id, kind, source_type, source_id, effect, business_time, business_date,
--   accounting_date, recorded_at, venue_id, title, trace}]
-- p_postings: [{seq, transaction_id, line_no, from_account, to_account, amount, system_from, system_to,
--   from_owner, to_owner, owner_type, asset, lot_id, available_from, expires_at, business_time, recorded_at, venue_id}]
--   Each posting moves amount > 0 from one account to another, so a transaction sums to zero by construction. A side
--   marked system is unlimited and its row is not touched; the other is a member's: value leaves it through its lots
--   and enters it as a new lot. seq orders the lines of the call, line_no those of a transaction. A special line has more:
--   from_lots [{lot_id, amount}] (drawn from these; forced: pending and expired ones too; late: after the credits, so that
--   it may name a lot of this very transaction), keep_lots (owner to owner: each lot arrives as one of the same life),
--   to_lots and lots (value that goes back: into the lots it came from, or into new ones).
-- A transaction without lines is posted too: its effect and its trace stand. One marked claimed has its effect already.
-- p_locked: the caller has called lock_accounts for every owner's account that is named.
--
-- One row comes back per transaction: posted | duplicate (transaction_id is the first one's) | insufficient (available
-- tells how much there was). A refused one refuses alone. Debits of a call are decided before its credits, in the
-- order given: transactions of one call are concurrent, and that is one of their legal orders.
create or replace function ledger.post(p_tenant_id uuid, p_transactions jsonb, p_postings jsonb, p_locked boolean)
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
  v_naming ledger.posting_line[];
  v_taken boolean := false;
  v_short bigint;
  v_accounts uuid[];
  v_opens boolean;
  v_system uuid[];
  v_known uuid[];
  v_written ledger.posting_transaction[];
begin
  perform set_config('app.tenant_id', p_tenant_id::text, true);
  select array_agg(r) into v_tx from jsonb_populate_recordset(null::ledger.posting_transaction, p_transactions) r;
  select array_agg(r order by r.seq) into v_all from jsonb_populate_recordset(null::ledger.posting_line, p_postings) r;

  -- 1. one effect of one source once, for ever
  with claimed as (
    insert into ledger.effect (tenant_id, source_type, source_id, effect, transaction_id)
    select p_tenant_id, t.source_type, t.source_id, t.effect, t.transaction_id
    from unnest(v_tx) t where t.claimed is not true order by 2, 3, 4
    on conflict do nothing
    returning effect.transaction_id
  )
  select array(select c.transaction_id from claimed c union all select t.transaction_id from unnest(v_tx) t where t.claimed) into v_claimed;
  if cardinality(v_claimed) = cardinality(v_tx) then
    v_lines := v_all;
  else
    select array_agg(l order by l.seq) into v_lines from unnest(v_all) l where l.transaction_id = any (v_claimed);
  end if;

  if v_lines is not null then
    -- 2. accounts: owners' are made when missing and then locked in the global order (made first, for who holds one
    -- must not wait for another to appear); the system's, which nobody locks, are made last
    v_system := array(select l.from_account from unnest(v_lines) l where l.system_from union select l.to_account from unnest(v_lines) l where l.system_to);
    if not p_locked then
      select array_agg(distinct x) into v_accounts
      from (select l.from_account from unnest(v_lines) l where not l.system_from union all select l.to_account from unnest(v_lines) l where not l.system_to) s(x);
    end if;
    v_known := array(select a.account_id from ledger.account a where a.tenant_id = p_tenant_id and a.account_id = any (v_accounts || v_system));
    v_opens := cardinality(v_known) < coalesce(cardinality(v_accounts), 0) + cardinality(v_system);
    if not p_locked then
      if v_opens then
        perform ledger.open_accounts(p_tenant_id, v_lines, v_known, false);
      end if;
      perform 1 from ledger.account a where a.tenant_id = p_tenant_id and a.account_id = any (v_accounts) order by right(a.asset, 5) = '.debt', a.account_id for update;
      perform ledger.refuse_merged(p_tenant_id, array(
        select l.from_owner from unnest(v_lines) l where not l.system_from union select l.to_owner from unnest(v_lines) l where not l.system_to));
    end if;
    if v_opens then
      perform ledger.open_accounts(p_tenant_id, v_lines, v_known, true);
    end if;

    -- 3. debits, one after the other: who is refused depends on who came before. Those that name their lots are taken
    -- together where nobody can be refused: there is enough for all of them, and no other line draws from their accounts.
    select array_agg(l order by l.seq) into v_naming from unnest(v_lines) l where l.from_lots is not null and not l.system_from and l.late is not true;
    if cardinality(v_naming) > 1 and not exists (
      select from unnest(v_lines) l where l.from_lots is null and l.from_account in (select n.from_account from unnest(v_naming) n)
    ) then
      v_taken := ledger.has_lots(p_tenant_id, v_naming);
      if v_taken then
        perform ledger.take_lots(p_tenant_id, v_naming);
      end if;
    end if;
    for v_line in select l.* from unnest(v_lines) l where not l.system_from and l.late is not true and (l.from_lots is null or not v_taken) order by l.seq loop
      continue when v_line.transaction_id = any (v_refused);
      if v_line.from_lots is null then
        v_short := ledger.draw(p_tenant_id, v_line.from_account, v_line.amount, v_line.business_time, v_line.transaction_id, v_line.line_no);
      else
        v_short := ledger.draw_lots(p_tenant_id, v_line);
      end if;
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
      perform ledger.forget_refused(p_tenant_id, array_agg(t.transaction_id), array_agg(t.source_type), array_agg(t.source_id), array_agg(t.effect))
      from unnest(v_tx) t where t.transaction_id = any (v_refused);
      select array_agg(l order by l.seq) into v_lines from unnest(v_lines) l where l.transaction_id <> all (v_refused);
    end if;
  end if;

  -- 4. what is left is written, set by set
  if cardinality(v_claimed) = cardinality(v_tx) and cardinality(v_refused) = 0 then
    perform ledger.write_posting(p_tenant_id, v_tx, v_lines);
    return query select t.transaction_id, 'posted', t.transaction_id, null::bigint from unnest(v_tx) with ordinality t order by t.ordinality;
    return;
  end if;
  select array_agg(t) into v_written from unnest(v_tx) t where t.transaction_id = any (v_claimed) and t.transaction_id <> all (v_refused);
  if v_written is not null then
    perform ledger.write_posting(p_tenant_id, v_written, v_lines);
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
create or replace function ledger.forget_refused(p_tenant_id uuid, p_transaction_ids uuid[], p_source_types text[], p_source_ids text[], p_effects text[])
returns void
language sql security definer set search_path = ledger, pg_temp as $$
  delete from ledger.allocation a
  where a.tenant_id = p_tenant_id and a.transaction_id = any (p_transaction_ids)
    and not exists (select from ledger.transaction t where t.tenant_id = p_tenant_id and t.transaction_id = a.transaction_id);
  -- By its key: nothing leads from a transaction to its effect but a look through all of them.
  delete from ledger.effect e
  using unnest(p_transaction_ids, p_source_types, p_source_ids, p_effects) as k(transaction_id, source_type, source_id, effect)
  where e.tenant_id = p_tenant_id and e.source_type = k.source_type and e.source_id = k.source_id and e.effect = k.effect
    and e.source_id = any (p_source_ids) and e.transaction_id = k.transaction_id
    and not exists (select from ledger.transaction t where t.tenant_id = p_tenant_id and t.transaction_id = e.transaction_id);
$$;

-- Opens the accounts that a call needs and that are not there yet (p_open are known to be): owners' or the system's.
create or replace function ledger.open_accounts(p_tenant_id uuid, p_lines ledger.posting_line[], p_open uuid[], p_system boolean)
returns void
language sql as $$
  insert into ledger.account (tenant_id, account_id, owner_type, owner_id, asset, created_at)
  select p_tenant_id, d.account_id, d.owner_type, d.owner_id, d.asset, d.recorded_at
  from (
    select distinct on (s.account_id) s.* from (
      select l.from_account as account_id, case when l.system_from then 'system' else coalesce(l.from_owner_type, l.owner_type) end as owner_type, l.from_owner as owner_id, l.asset, l.recorded_at from unnest(p_lines) l
      union all
      select l.to_account, case when l.system_to then 'system' else l.owner_type end, l.to_owner, l.asset, l.recorded_at from unnest(p_lines) l
    ) s
    where s.account_id <> all (p_open) and (s.owner_type = 'system') = p_system
    order by s.account_id
  ) d
  order by right(d.asset, 5) = '.debt', d.account_id
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
  v_named int := cardinality(v_accounts);
  v_changed int;
  v_balances bigint[];
  v_entry_nos bigint[];
begin
  insert into ledger.transaction (tenant_id, transaction_id, recorded_at, kind, source_type, source_id, effect, business_time, business_date, accounting_date, venue_id, title, trace)
  select p_tenant_id, t.transaction_id, t.recorded_at, t.kind, t.source_type, t.source_id, t.effect, t.business_time, t.business_date, t.accounting_date, t.venue_id, t.title, t.trace
  from unnest(p_tx) t;

  if p_lines is null then
    return;
  end if;

  insert into ledger.lot (tenant_id, account_id, lot_id, transaction_id, line_no, amount, remaining, earned_at, available_from, expires_at, venue_id)
  select p_tenant_id, l.to_account, l.lot_id, l.transaction_id, l.line_no, l.amount, l.amount, l.business_time, l.available_from, l.expires_at, l.venue_id
  from unnest(p_lines) l where l.lot_id is not null;
  if exists (select from unnest(p_lines) l where l.special) then
    perform ledger.write_special(p_tenant_id, p_lines);
  end if;

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
  select array_agg(c.account_id), array_agg(c.balance), array_agg(c.last_entry_no), count(*) into v_accounts, v_balances, v_entry_nos, v_changed from changed c;
  if v_changed <> v_named then
    raise exception 'a posting names an account that is not there';
  end if;

  -- Running balances: counted back from the balance just written. Debits come first, as they were decided; late ones last.
  insert into ledger.entry (tenant_id, transaction_id, line_no, recorded_at, account_id, amount, entry_no, balance_after, business_time)
  select p_tenant_id, s.transaction_id, s.line_no, s.recorded_at, s.account_id, s.amount,
         case when not s.system then a.last_entry_no + 1 - count(*) over later end,
         case when not s.system then (a.balance + s.amount - sum(s.amount) over later)::bigint end,
         s.business_time
  from (
    select l.seq, l.transaction_id, l.line_no * 2 - 1 as line_no, l.recorded_at, l.from_account as account_id, -l.amount as amount, l.system_from as system, l.business_time, case when l.late then 3 else 1 end as rank from unnest(p_lines) l
    union all
    select l.seq, l.transaction_id, l.line_no * 2, l.recorded_at, l.to_account, l.amount, l.system_to, l.business_time, 2 from unnest(p_lines) l
  ) s
  left join unnest(v_accounts, v_balances, v_entry_nos) as a(account_id, balance, last_entry_no) on not s.system and a.account_id = s.account_id
  window later as (partition by s.account_id order by s.rank desc, s.seq desc);
end $$;

-- The lines of a call that do more than draw in order and arrive as one lot: value that keeps its lots, value that goes
-- back to where it came from, and draws of what has only just arrived.
create or replace function ledger.write_special(p_tenant_id uuid, p_lines ledger.posting_line[])
returns void
language plpgsql as $$
declare
  v_asked int;
  v_given int;
  v_late ledger.posting_line[];
begin
  -- A gift keeps its life: one lot for each that was drawn from. An overdraft lends from nowhen: its value is new.
  insert into ledger.lot (tenant_id, account_id, lot_id, transaction_id, line_no, amount, remaining, earned_at, available_from, expires_at, venue_id, origin_lot_id, root_owner_id)
  select p_tenant_id, l.to_account, ledger.derived_lot_id(l.transaction_id, l.line_no, a.lot_id), l.transaction_id, l.line_no, a.amount, a.amount,
         case when o.lot_id = o.account_id then l.business_time else o.earned_at end, o.available_from, o.expires_at, o.venue_id, o.lot_id, coalesce(o.root_owner_id, l.from_owner)
  from unnest(p_lines) l
  join ledger.allocation a on a.tenant_id = p_tenant_id and a.transaction_id = l.transaction_id and a.line_no = l.line_no
  join ledger.lot o on o.tenant_id = p_tenant_id and o.account_id = a.account_id and o.lot_id = a.lot_id
  where l.keep_lots;

  insert into ledger.lot (tenant_id, account_id, lot_id, transaction_id, line_no, amount, remaining, earned_at, available_from, expires_at, venue_id, origin_lot_id, root_owner_id)
  select p_tenant_id, l.to_account, n.lot_id, l.transaction_id, l.line_no, n.amount, n.amount, n.earned_at, n.available_from, n.expires_at, n.venue_id, n.of_lot_id, n.root_owner_id
  from unnest(p_lines) l
  cross join lateral jsonb_to_recordset(l.lots) n(lot_id uuid, amount bigint, earned_at timestamptz, available_from timestamptz, expires_at timestamptz, venue_id uuid, of_lot_id uuid, root_owner_id uuid);

  -- Without any, the join would still be planned for some, and read the lots of everybody.
  if exists (select from unnest(p_lines) l where l.to_lots is not null) then
    select count(distinct (l.to_account, r.lot_id)) into v_asked from unnest(p_lines) l cross join lateral jsonb_to_recordset(l.to_lots) r(lot_id uuid);
    update ledger.lot t
    set remaining = t.remaining + s.amount
    from (select l.to_account, r.lot_id, sum(r.amount)::bigint as amount
          from unnest(p_lines) l cross join lateral jsonb_to_recordset(l.to_lots) r(lot_id uuid, amount bigint) group by 1, 2) s
    where t.tenant_id = p_tenant_id and t.account_id = s.to_account and t.lot_id = s.lot_id;
    get diagnostics v_given = row_count;
    if v_given <> v_asked then
      raise exception 'value goes back to a lot that is not there';
    end if;
  end if;
  insert into ledger.allocation_return (tenant_id, transaction_id, line_no, of_transaction_id, of_line_no, lot_id, into_account_id, into_lot_id, amount)
  select p_tenant_id, l.transaction_id, l.line_no, r.of_transaction_id, r.of_line_no, r.of_lot_id, l.to_account, r.lot_id, r.amount
  from unnest(p_lines) l
  cross join lateral jsonb_to_recordset(coalesce(l.to_lots, '[]') || coalesce(l.lots, '[]')) r(lot_id uuid, amount bigint, of_transaction_id uuid, of_line_no int, of_lot_id uuid);

  select array_agg(l order by l.seq) into v_late from unnest(p_lines) l where l.late;
  if v_late is not null then
    perform ledger.take_lots(p_tenant_id, v_late);
  end if;
end $$;

-- The lot that a kept lot becomes on the other side: made from what makes it unique, so that nobody has to ask for ids.
create or replace function ledger.derived_lot_id(p_transaction_id uuid, p_line_no int, p_lot_id uuid)
returns uuid
language sql immutable parallel safe as $$
  select ledger.account_id(p_transaction_id, p_line_no || ' ' || p_lot_id);
$$;
