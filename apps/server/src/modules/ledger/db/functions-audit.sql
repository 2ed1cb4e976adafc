-- Rule 5 of the book, checked over everything of one tenant: a row per account (or transaction) that breaks it.
create or replace function ledger.audit(p_tenant_id uuid)
returns table (account_id uuid, problem text, expected bigint, actual bigint)
language sql stable as $$
  select * from ledger.audit_balances(p_tenant_id)
  union all select * from ledger.audit_lines(p_tenant_id)
  union all select * from ledger.audit_lots(p_tenant_id)
  union all select * from ledger.audit_holds(p_tenant_id)
  union all select * from ledger.audit_reversals(p_tenant_id);
$$;

-- Balances against entries and lots. A lent lot (an overdraft) is not part of a balance.
create or replace function ledger.audit_balances(p_tenant_id uuid)
returns table (account_id uuid, problem text, expected bigint, actual bigint)
language plpgsql stable as $$
begin
  return query
    select a.account_id, 'balance is the sum of entries', coalesce(e.total, 0), a.balance
    from ledger.account a
    left join (select e.account_id, sum(e.amount)::bigint as total from ledger.entry e where e.tenant_id = p_tenant_id and e.entry_no is not null group by 1) e on e.account_id = a.account_id
    where a.tenant_id = p_tenant_id and a.owner_type <> 'system' and a.balance <> coalesce(e.total, 0);
  return query
    select a.account_id, 'balance is the sum of lots', coalesce(l.total, 0) - a.overdraft_limit, a.balance
    from ledger.account a
    left join (select l.account_id, sum(l.remaining)::bigint as total from ledger.lot l where l.tenant_id = p_tenant_id group by 1) l on l.account_id = a.account_id
    where a.tenant_id = p_tenant_id and a.owner_type <> 'system' and a.balance <> coalesce(l.total, 0) - a.overdraft_limit;
  return query
    select e.account_id, 'entries are numbered without a gap and each balance follows from the one before', e.wanted::bigint, e.balance_after
    from (
      select e.account_id, e.balance_after, e.entry_no,
             sum(e.amount) over w as wanted, row_number() over w as n
      from ledger.entry e where e.tenant_id = p_tenant_id and e.entry_no is not null
      window w as (partition by e.account_id order by e.entry_no)
    ) e where e.wanted <> e.balance_after or e.n <> e.entry_no;
  return query
    select e.account_id, 'no balance was ever below what may be overdrawn', -a.overdraft_limit, e.balance_after
    from ledger.entry e
    join ledger.account a on a.tenant_id = p_tenant_id and a.account_id = e.account_id
    where e.tenant_id = p_tenant_id and e.balance_after < 0 and a.owner_type <> 'company';
end $$;

-- Each transaction against its effect, its sum, and the lots its lines drew from and made.
create or replace function ledger.audit_lines(p_tenant_id uuid)
returns table (account_id uuid, problem text, expected bigint, actual bigint)
language plpgsql stable as $$
begin
  return query
    select null::uuid, 'transaction ' || e.transaction_id || ' sums to zero', 0::bigint, sum(e.amount)::bigint
    from ledger.entry e
    join ledger.account a on a.tenant_id = p_tenant_id and a.account_id = e.account_id
    where e.tenant_id = p_tenant_id group by e.transaction_id, a.asset having sum(e.amount) <> 0;
  return query
    select null::uuid, 'transaction ' || coalesce(t.transaction_id, f.transaction_id) || ' has its effect, and an effect its transaction',
           (t.transaction_id is not null)::int::bigint, (f.transaction_id is not null)::int::bigint
    from (select x.transaction_id from ledger.transaction x where x.tenant_id = p_tenant_id) t
    full join (select x.transaction_id from ledger.effect x where x.tenant_id = p_tenant_id) f on f.transaction_id = t.transaction_id
    where t.transaction_id is null or f.transaction_id is null;
  return query
    select e.account_id, 'debit ' || e.transaction_id || ' line ' || (e.line_no + 1) / 2 || ' says which lots it drew from', -e.amount, coalesce(x.total, 0)
    from ledger.entry e
    left join (select x.transaction_id, x.line_no, sum(x.amount)::bigint as total from ledger.allocation x where x.tenant_id = p_tenant_id group by 1, 2) x
      on x.transaction_id = e.transaction_id and x.line_no = (e.line_no + 1) / 2
    where e.tenant_id = p_tenant_id and e.entry_no is not null and e.amount < 0 and -e.amount <> coalesce(x.total, 0);
  return query
    select e.account_id, 'credits of ' || e.transaction_id || ' arrived in lots', sum(e.amount)::bigint, coalesce(max(l.total), 0) + coalesce(max(r.total), 0)
    from ledger.entry e
    left join (select l.transaction_id, l.account_id, sum(l.amount)::bigint as total from ledger.lot l
               where l.tenant_id = p_tenant_id and l.lot_id <> l.account_id group by 1, 2) l
      on l.transaction_id = e.transaction_id and l.account_id = e.account_id
    left join (select r.transaction_id, r.into_account_id, sum(r.amount)::bigint as total from ledger.allocation_return r
               where r.tenant_id = p_tenant_id
                 and not exists (select from ledger.lot n where n.tenant_id = p_tenant_id and n.account_id = r.into_account_id and n.lot_id = r.into_lot_id and n.transaction_id = r.transaction_id)
               group by 1, 2) r
      on r.transaction_id = e.transaction_id and r.into_account_id = e.account_id
    where e.tenant_id = p_tenant_id and e.entry_no is not null and e.amount > 0
    group by e.account_id, e.transaction_id
    having sum(e.amount) <> coalesce(max(l.total), 0) + coalesce(max(r.total), 0);
end $$;

create or replace function ledger.audit_lots(p_tenant_id uuid)
returns table (account_id uuid, problem text, expected bigint, actual bigint)
language plpgsql stable as $$
begin
  return query
    select l.account_id, 'lot ' || l.lot_id || ' gave what its allocations say', l.amount - l.remaining, coalesce(d.total, 0) - coalesce(r.total, 0)
    from ledger.lot l
    left join (select x.account_id, x.lot_id, sum(x.amount)::bigint as total from ledger.allocation x where x.tenant_id = p_tenant_id group by 1, 2) d
      on d.account_id = l.account_id and d.lot_id = l.lot_id
    left join (select r.into_account_id, r.into_lot_id, sum(r.amount)::bigint as total from ledger.allocation_return r
               where r.tenant_id = p_tenant_id and r.into_lot_id = r.lot_id group by 1, 2) r
      on r.into_account_id = l.account_id and r.into_lot_id = l.lot_id
    where l.tenant_id = p_tenant_id and l.amount - l.remaining <> coalesce(d.total, 0) - coalesce(r.total, 0);
  return query
    select l.account_id, 'a debt never expires and is nobody''s to spend', 0::bigint, l.remaining
    from ledger.lot l
    join ledger.account a on a.tenant_id = p_tenant_id and a.account_id = l.account_id and right(a.asset, 5) = '.debt'
    where l.tenant_id = p_tenant_id and (l.expires_at is not null or l.held > 0);
end $$;

create or replace function ledger.audit_holds(p_tenant_id uuid)
returns table (account_id uuid, problem text, expected bigint, actual bigint)
language plpgsql stable as $$
begin
  return query
    select l.account_id, 'lot ' || l.lot_id || ' is bound by its holds', coalesce(h.open, 0), l.held
    from ledger.lot l
    left join (select b.account_id, b.lot_id, sum(b.amount - b.captured - b.released)::bigint as open from ledger.hold_lot b where b.tenant_id = p_tenant_id group by 1, 2) h
      on h.account_id = l.account_id and h.lot_id = l.lot_id
    where l.tenant_id = p_tenant_id and l.held <> coalesce(h.open, 0);
  return query
    select a.account_id, 'held is the sum of its holds', coalesce(h.open, 0), a.held
    from ledger.account a
    left join (select h.account_id, sum(h.amount - h.captured - h.released)::bigint as open from ledger.hold h where h.tenant_id = p_tenant_id group by 1) h on h.account_id = a.account_id
    where a.tenant_id = p_tenant_id and a.held <> coalesce(h.open, 0);
  return query
    select h.account_id, 'hold ' || h.hold_id || ' is the sum of what it binds', h.amount - h.captured - h.released, coalesce(sum(b.amount - b.captured - b.released), 0)::bigint
    from ledger.hold h
    left join ledger.hold_lot b on b.tenant_id = p_tenant_id and b.hold_id = h.hold_id
    where h.tenant_id = p_tenant_id
    group by h.account_id, h.hold_id, h.amount, h.captured, h.released
    having h.amount <> coalesce(sum(b.amount), 0) or h.captured <> coalesce(sum(b.captured), 0) or h.released <> coalesce(sum(b.released), 0);
end $$;

create or replace function ledger.audit_reversals(p_tenant_id uuid)
returns table (account_id uuid, problem text, expected bigint, actual bigint)
language plpgsql stable as $$
begin
  return query
    select e.account_id, 'line ' || r.line_no || ' of ' || r.transaction_id || ' is undone no further than it went', abs(e.amount), greatest(r.reversed, r.amount)
    from ledger.reversal_line r
    left join ledger.entry e on e.tenant_id = p_tenant_id and e.transaction_id = r.transaction_id and e.line_no = r.line_no * 2 - 1
    where r.tenant_id = p_tenant_id and (r.amount <> abs(e.amount) or r.reversed > r.amount or e.amount is null);
  return query
    select x.account_id, 'lot ' || x.lot_id || ' got back of ' || x.transaction_id || ' no more than it gave', x.amount, r.total
    from (select r.of_transaction_id, r.of_line_no, r.lot_id, sum(r.amount)::bigint as total from ledger.allocation_return r where r.tenant_id = p_tenant_id group by 1, 2, 3) r
    left join ledger.allocation x on x.tenant_id = p_tenant_id and x.transaction_id = r.of_transaction_id and x.line_no = r.of_line_no and x.lot_id = r.lot_id
    where x.amount is null or r.total > x.amount;
  return query
    select null::uuid, 'reversal ' || r.transaction_id || ' undoes a transaction that is there', 1::bigint, 0::bigint
    from ledger.reversal r
    where r.tenant_id = p_tenant_id
      and not exists (select from ledger.transaction t where t.tenant_id = p_tenant_id and t.transaction_id = r.original_transaction_id);
end $$;
