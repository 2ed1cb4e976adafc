-- What a person's name or number is replaced with where it stands in free text.
create or replace function platform.redact(p_text text, p_needles text[])
returns text
language plpgsql immutable parallel safe as $$
declare
  v_needle text;
begin
  foreach v_needle in array p_needles loop
    p_text := replace(p_text, v_needle, '▇▇');
  end loop;
  return p_text;
end $$;

create or replace function platform.redact(p_json jsonb, p_needles text[])
returns jsonb
language sql immutable parallel safe as $$
  select platform.redact(p_json::text, p_needles)::jsonb;
$$;

create or replace function platform.mentions(p_text text, p_needles text[])
returns boolean
language sql immutable parallel safe as $$
  select exists (select from unnest(p_needles) n where strpos(p_text, n) > 0);
$$;

-- The log of audits is append-only for the application. Of somebody who has left, their name and numbers are taken out of
-- free words; who did what, when and from where stays.
create or replace function platform.redact_audit(p_tenant_id uuid, p_member_id uuid, p_needles text[])
returns int
language plpgsql security definer set search_path = platform, pg_temp as $$
declare
  v_changed int;
begin
  update platform.audit_entry a
  set before = platform.redact(a.before, p_needles), after = platform.redact(a.after, p_needles), reason = platform.redact(a.reason, p_needles)
  where a.tenant_id = p_tenant_id and (a.subject_id = p_member_id or a.actor_id = p_member_id)
    and platform.mentions(concat(a.before::text, a.after::text, a.reason), p_needles);
  get diagnostics v_changed = row_count;
  return v_changed;
end $$;

-- One page of the event log after p_after: free words (a reason, a title) in what was told about this person. Answers where
-- the page ends; null when it was the last.
create or replace function platform.redact_events(p_tenant_id uuid, p_member_id uuid, p_needles text[], p_after bigint, p_limit int)
returns bigint
language plpgsql security definer set search_path = platform, pg_temp as $$
declare
  v_last bigint;
  v_seen int;
begin
  select max(p.position), count(*) into v_last, v_seen
  from (select e.position from platform.event e where e.tenant_id = p_tenant_id and e.position > p_after order by e.position limit p_limit) p;
  update platform.event e
  set payload = platform.redact(e.payload, p_needles)
  where e.tenant_id = p_tenant_id and e.position > p_after and e.position <= v_last
    and (e.subject_id = p_member_id or e.payload ->> 'member_id' = p_member_id::text)
    and platform.mentions(e.payload::text, p_needles);
  return case when v_seen = p_limit then v_last end;
end $$;

-- What has not yet its place in the log.
create or replace function platform.redact_outbox(p_tenant_id uuid, p_member_id uuid, p_needles text[])
returns int
language plpgsql security definer set search_path = platform, pg_temp as $$
declare
  v_changed int;
begin
  update platform.outbox o
  set payload = platform.redact(o.payload, p_needles)
  where o.tenant_id = p_tenant_id and (o.subject_id = p_member_id or o.payload ->> 'member_id' = p_member_id::text)
    and platform.mentions(o.payload::text, p_needles);
  get diagnostics v_changed = row_count;
  return v_changed;
end $$;

-- One page of the kept answers after (p_route, p_key): those that name this person. Answers where the page ends.
create or replace function platform.redact_answers(p_tenant_id uuid, p_wire_id text, p_needles text[], p_route text, p_key text, p_limit int)
returns table (route text, key text)
language plpgsql as $$
declare
  v_route text;
  v_key text;
  v_seen int;
begin
  select (array_agg(k.route order by k.route desc, k.key desc))[1], (array_agg(k.key order by k.route desc, k.key desc))[1], count(*)
  into v_route, v_key, v_seen
  from (
    select i.route, i.key from platform.idempotency_key i
    where i.tenant_id = p_tenant_id and (i.route, i.key) > (p_route, p_key)
    order by i.route, i.key limit p_limit
  ) k;
  update platform.idempotency_key i
  set body = platform.redact(i.body, p_needles)
  where i.tenant_id = p_tenant_id and (i.route, i.key) > (p_route, p_key) and (i.route, i.key) <= (v_route, v_key)
    and (strpos(i.body, p_wire_id) > 0 or platform.mentions(i.body, p_needles))
    and platform.mentions(i.body, p_needles);
  if v_seen = p_limit then
    return query select v_route, v_key;
  end if;
end $$;
