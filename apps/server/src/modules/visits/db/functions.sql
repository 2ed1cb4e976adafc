-- Everything one scan needs, in one round trip: the gate, its venue, the member, and, for a movement, the presence row
-- locked per (venue, member). No row: the gate is not there for this caller. A member named by id (p_member_id) is found
-- only inside the scope; a code's reference or an id that a phone led to is proof by possession (p_possessed) and
-- reaches any member of the group.
-- A volatile function and not one statement, because what is read after the lock must see what its holder committed.
create or replace function visits.open_admission(
  p_tenant_id uuid, p_gate_id uuid, p_scope uuid[], p_nonce text,
  p_member_id uuid, p_medium_ref uuid, p_possessed boolean, p_now timestamptz, p_business_time timestamptz
) returns table (
  replayed_id uuid, tenant_now timestamptz, business_time timestamptz,
  gate_kind text, gate_name text,
  venue_id uuid, venue_name text, time_zone text, day_cutoff_minutes int, opens_minutes int, closes_minutes int,
  member_id uuid, member_status text, member_name text, member_card_no text,
  presence_date date, presence_inside boolean, presence_since timestamptz, presence_entry_id uuid, presence_window bigint
) language plpgsql as $$
#variable_conflict use_column
declare
  v_venue_id uuid;
  v_member_id uuid;
begin
  select coalesce(t.test_now, p_now), coalesce(p_business_time, t.test_now, p_now), g.kind, g.name,
         v.venue_id, v.name, v.time_zone, v.day_cutoff_minutes, v.opens_minutes, v.closes_minutes
    into tenant_now, business_time, gate_kind, gate_name,
         v_venue_id, venue_name, time_zone, day_cutoff_minutes, opens_minutes, closes_minutes
  from visits.gate g
  join org.v_venue v on v.tenant_id = p_tenant_id and v.venue_id = g.venue_id
  join org.v_tenant t on t.tenant_id = p_tenant_id
  where g.tenant_id = p_tenant_id and g.gate_id = p_gate_id and (p_scope is null or v.unit_id = any (p_scope));
  if not found then
    return;
  end if;

  if p_medium_ref is not null then
    select m.member_id, m.status, m.name, m.card_no into v_member_id, member_status, member_name, member_card_no
    from members.v_member m where m.tenant_id = p_tenant_id and m.medium_ref = p_medium_ref;
  elsif p_member_id is not null then
    select m.member_id, m.status, m.name, m.card_no into v_member_id, member_status, member_name, member_card_no
    from members.v_member m
    where m.tenant_id = p_tenant_id and m.member_id = p_member_id
      and (p_possessed or p_scope is null or m.home_unit_id = any (p_scope));
  end if;

  if v_member_id is not null and gate_kind <> 'attraction' then
    insert into visits.presence (tenant_id, venue_id, member_id) values (p_tenant_id, v_venue_id, v_member_id)
    on conflict do nothing;
    select p.business_date, p.inside, p.since, p.entry_id, p.code_window
      into presence_date, presence_inside, presence_since, presence_entry_id, presence_window
    from visits.presence p
    where p.tenant_id = p_tenant_id and p.venue_id = v_venue_id and p.member_id = v_member_id
    for update;
  end if;

  select a.admission_id into replayed_id
  from visits.admission a where a.tenant_id = p_tenant_id and a.gate_id = p_gate_id and a.nonce = p_nonce;
  venue_id := v_venue_id;
  member_id := v_member_id;
  return next;
end $$;
