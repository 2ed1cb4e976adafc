-- Free words in the book about an owner who has left: titles, traces, reasons. Nothing of it is in the proof (db/proof.sql), so
-- the chain stays as it is. The book is append-only for the application; this is the one door, and it only takes words out.
create or replace function ledger.redact_owner(p_tenant_id uuid, p_owner_id uuid, p_needles text[])
returns int
language plpgsql security definer set search_path = ledger, pg_temp as $$
declare
  v_changed int;
begin
  with mine as materialized (
    select distinct e.transaction_id, e.recorded_at
    from ledger.account a
    join ledger.entry e on e.tenant_id = p_tenant_id and e.account_id = a.account_id
    where a.tenant_id = p_tenant_id and a.owner_id = p_owner_id
  ), told as (
    update ledger.transaction t
    set title = platform.redact(t.title, p_needles), trace = platform.redact(t.trace, p_needles),
        source_id = case when platform.mentions(t.source_id, p_needles) then t.transaction_id::text else t.source_id end
    from mine m
    where t.tenant_id = p_tenant_id and t.transaction_id = m.transaction_id and t.recorded_at = m.recorded_at
      and platform.mentions(concat(t.title, t.trace::text, t.source_id), p_needles)
    returning 1
  ), named as (
    -- The caller's own number may be made of a person's; once they are gone nothing of theirs happens a second time.
    update ledger.effect f
    set source_id = f.transaction_id::text
    from mine m
    where f.tenant_id = p_tenant_id and f.transaction_id = m.transaction_id and platform.mentions(f.source_id, p_needles)
    returning 1
  ), undone as (
    update ledger.reversal r
    set reason = platform.redact(r.reason, p_needles)
    from mine m
    where r.tenant_id = p_tenant_id and r.transaction_id = m.transaction_id and platform.mentions(r.reason, p_needles)
    returning 1
  ), held as (
    update ledger.hold h
    set reason = platform.redact(h.reason, p_needles),
        source_id = case when platform.mentions(h.source_id, p_needles) then h.hold_id::text else h.source_id end
    where h.tenant_id = p_tenant_id and h.owner_id = p_owner_id and platform.mentions(concat(h.reason, h.source_id), p_needles)
    returning 1
  )
  select (select count(*) from told) + (select count(*) from named) + (select count(*) from undone) + (select count(*) from held) into v_changed;
  return v_changed;
end $$;
