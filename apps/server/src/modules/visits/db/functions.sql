-- A call looks up a handful of rows, or a thousand, by their keys in tables that grow without end. A kept plan that was
-- made while a table was small goes through a whole tenant until the next analyze, so these functions plan each call.

-- Makes and locks presence rows in one global order, so that two calls about the same people wait for each other and
-- nothing worse, and gives them back as their last holder left them.
create or replace function visits.lock_presences(p_tenant_id uuid, p_venue_ids uuid[], p_member_ids uuid[])
returns table (venue_id uuid, member_id uuid, business_date date, inside boolean, since timestamptz, entry_id uuid, code_window bigint)
language plpgsql set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  insert into visits.presence (tenant_id, venue_id, member_id)
  select distinct p_tenant_id, k.venue_id, k.member_id from unnest(p_venue_ids, p_member_ids) as k(venue_id, member_id)
  order by k.member_id, k.venue_id
  on conflict do nothing;
  return query
  select p.venue_id, p.member_id, p.business_date, p.inside, p.since, p.entry_id, p.code_window
  from (select distinct k.venue_id, k.member_id from unnest(p_venue_ids, p_member_ids) as k(venue_id, member_id)) w
  join visits.presence p on p.tenant_id = p_tenant_id and p.venue_id = w.venue_id and p.member_id = w.member_id
  order by p.member_id, p.venue_id
  for update of p;
  -- Asked under the lock, which a merge takes as well.
  if exists (select from members.v_person p where p.tenant_id = p_tenant_id and p.member_id = any (p_member_ids) and p.person_id <> p.member_id) then
    raise exception 'a member has been merged' using errcode = 'HYM01';
  end if;
end $$;

-- Records decisions and where their people stand now; the rows of p_presences are locked by the caller. Gives back the
-- ids of the admissions that were new: a nonce that its gate already knows is left out. In the order of the key, so that
-- twins wait for each other and nothing worse.
create or replace function visits.save_admissions(p_tenant_id uuid, p_admissions jsonb, p_presences jsonb)
returns table (admission_id uuid)
language plpgsql set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  update visits.presence p
  set business_date = n.business_date, inside = n.inside, since = n.since, entry_id = n.entry_id, code_window = n.code_window
  from jsonb_to_recordset(p_presences) as n(venue_id uuid, member_id uuid, business_date date, inside boolean,
    since timestamptz, entry_id uuid, code_window bigint)
  where p.tenant_id = p_tenant_id and p.venue_id = n.venue_id and p.member_id = n.member_id;
  return query
  insert into visits.admission as t (tenant_id, admission_id, gate_id, venue_id, member_id, kind, admitted, reasons,
    previous_id, quantity, nonce, code_window, business_time, time_precision, business_date, recorded_at)
  select p_tenant_id, a.admission_id, a.gate_id, a.venue_id, a.member_id, a.kind, a.admitted, a.reasons,
    a.previous_id, a.quantity, a.nonce, a.code_window, a.business_time, a.time_precision, a.business_date, a.recorded_at
  from jsonb_to_recordset(p_admissions) as a(admission_id uuid, gate_id uuid, venue_id uuid, member_id uuid, kind text,
    admitted boolean, reasons jsonb, previous_id uuid, quantity int, nonce text, code_window bigint,
    business_time timestamptz, time_precision text, business_date date, recorded_at timestamptz)
  order by a.gate_id, a.nonce
  on conflict on constraint admission_nonce_key do nothing
  returning t.admission_id;
end $$;

-- Admitted entries and exits of members at venues on business days, by time.
create or replace function visits.list_movements(p_tenant_id uuid, p_venue_ids uuid[], p_member_ids uuid[], p_dates date[])
returns table (venue_id uuid, member_id uuid, business_date date, admission_id uuid, kind text, business_time timestamptz)
language sql stable set plan_cache_mode = force_custom_plan as $$
  select a.venue_id, d.member_id, a.business_date, a.admission_id, a.kind, a.business_time
  from unnest(p_venue_ids, p_member_ids, p_dates) as d(venue_id, member_id, business_date)
  join members.v_person q on q.tenant_id = p_tenant_id and q.person_id = d.member_id
  join visits.admission a on a.tenant_id = p_tenant_id and a.member_id = q.member_id and a.venue_id = d.venue_id
    and a.business_date = d.business_date and a.business_time between d.business_date - 1 and d.business_date + 3
  where a.admitted and a.kind in ('entry', 'exit') and a.time_precision = 'second'
  order by a.business_time, a.admission_id;
$$;

-- Which of the nonces their gates know already.
create or replace function visits.find_delivered(p_tenant_id uuid, p_gate_ids uuid[], p_nonces text[])
returns table (gate_id uuid, nonce text, admission_id uuid, admitted boolean)
language sql stable set plan_cache_mode = force_custom_plan as $$
  select a.gate_id, a.nonce, a.admission_id, a.admitted
  from unnest(p_gate_ids, p_nonces) as k(gate_id, nonce)
  join visits.admission a on a.tenant_id = p_tenant_id and a.gate_id = k.gate_id and a.nonce = k.nonce;
$$;

-- Everything that scans need, in one round trip, a row for each whose gate is there for its caller: gate, venue, member,
-- the presence at a gate that moves people, and the answer that the nonce already has. The presence rows are made and
-- locked first, in one global order; what is read after the lock is what their last holder committed, which is why this
-- is a function of several statements and not one.
-- A scan: seq, gate_id, scope (unit ids, null is everything), nonce, business_time (null is now), and who: medium_ref (of
-- a code) or member_id; an id alone (possessed false) is found only inside the scope.
create or replace function visits.open_scans(p_tenant_id uuid, p_scans jsonb, p_now timestamptz)
returns table (
  seq int, replayed_id uuid, tenant_now timestamptz, business_time timestamptz,
  gate_kind text, gate_name text,
  venue_id uuid, venue_name text, time_zone text, day_cutoff_minutes int, opens_minutes int, closes_minutes int,
  member_id uuid, member_status text, member_name text, member_card_no text,
  presence_date date, presence_inside boolean, presence_since timestamptz, presence_entry_id uuid, presence_window bigint
) language plpgsql set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  v_venue_ids uuid[];
  v_member_ids uuid[];
begin
  select array_agg(w.venue_id), array_agg(w.member_id) into v_venue_ids, v_member_ids
  from (
    select g.venue_id, m.member_id
    from jsonb_to_recordset(p_scans) as s(gate_id uuid, member_id uuid, medium_ref uuid)
    join visits.gate g on g.tenant_id = p_tenant_id and g.gate_id = s.gate_id and g.kind <> 'attraction'
    cross join lateral (
      select c.person_id as member_id from members.v_member c where c.tenant_id = p_tenant_id and c.medium_ref = s.medium_ref
      union all
      select i.person_id from members.v_member i where i.tenant_id = p_tenant_id and i.member_id = s.member_id
    ) m
  ) w;
  perform visits.lock_presences(p_tenant_id, v_venue_ids, v_member_ids);

  return query
  select s.seq, a.admission_id, coalesce(t.test_now, p_now), coalesce(s.business_time, t.test_now, p_now),
         g.kind, g.name, v.venue_id, v.name, v.time_zone, v.day_cutoff_minutes, v.opens_minutes, v.closes_minutes,
         m.member_id, case when 'gate' = any (m.block_scopes) then 'blocked' else 'active' end, m.name, m.card_no,
         p.business_date, p.inside, p.since, p.entry_id, p.code_window
  from jsonb_to_recordset(p_scans) as s(seq int, gate_id uuid, scope uuid[], nonce text, member_id uuid, medium_ref uuid,
    possessed boolean, business_time timestamptz)
  join org.v_tenant t on t.tenant_id = p_tenant_id
  join visits.gate g on g.tenant_id = p_tenant_id and g.gate_id = s.gate_id
  join org.v_venue v on v.tenant_id = p_tenant_id and v.venue_id = g.venue_id and (s.scope is null or v.unit_id = any (s.scope))
  left join lateral (
    select c.person_id as member_id, c.block_scopes, c.name, c.card_no
    from members.v_member c where c.tenant_id = p_tenant_id and c.medium_ref = s.medium_ref
    union all
    select i.person_id, i.block_scopes, i.name, i.card_no
    from members.v_member i
    where i.tenant_id = p_tenant_id and i.member_id = s.member_id
      and (s.possessed or s.scope is null or i.home_unit_id = any (s.scope))
  ) m on true
  left join visits.presence p on p.tenant_id = p_tenant_id and p.venue_id = v.venue_id and p.member_id = m.member_id
    and g.kind <> 'attraction'
  left join visits.admission a on a.tenant_id = p_tenant_id and a.gate_id = s.gate_id and a.nonce = s.nonce;
end $$;

-- For a merge: the presences of these members at every venue, made and locked in the order of all.
create or replace function visits.lock_all_presences(p_tenant_id uuid, p_member_ids uuid[])
returns table (venue_id uuid, member_id uuid, business_date date, inside boolean, since timestamptz, entry_id uuid, code_window bigint)
language plpgsql as $$
#variable_conflict use_column
begin
  insert into visits.presence (tenant_id, venue_id, member_id)
  select p_tenant_id, v.venue_id, m.member_id from org.v_venue v cross join unnest(p_member_ids) as m(member_id)
  where v.tenant_id = p_tenant_id
  order by m.member_id, v.venue_id
  on conflict do nothing;
  return query
  select p.venue_id, p.member_id, p.business_date, p.inside, p.since, p.entry_id, p.code_window
  from visits.presence p
  where p.tenant_id = p_tenant_id and p.member_id = any (p_member_ids)
  order by p.member_id, p.venue_id
  for update of p;
end $$;
