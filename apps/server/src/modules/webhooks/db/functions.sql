-- Works for all tenants at once, so it is the owner's. Each statement names the tenant where it has one.

-- Puts the next events of the log into the queues of the endpoints that want them and moves the cursor, in one
-- transaction: no event is queued twice or missed. Returns how many events were read.
create or replace function webhooks.fan_out(p_types text[], p_now timestamptz, p_limit int)
returns int
language plpgsql security definer set search_path = webhooks, platform, org, pg_temp as $$
declare
  v_to bigint;
  v_read int;
begin
  if not exists (select from webhooks.endpoint w where w.state <> 'disabled' and w.deleted_at is null) then
    perform platform.skip_events('webhooks', p_now);
    return 0;
  end if;
  with batch as materialized (
    select * from platform.read_events('webhooks', null, p_limit)
  ), queued as (
    insert into webhooks.delivery (tenant_id, delivery_id, endpoint_id, event_id, event_position, type, subject_id, payload, business_time, due_at, created_at)
    select b.tenant_id, webhooks.delivery_id_of(w.endpoint_id, b.event_id), w.endpoint_id, b.event_id, b.position, b.type, b.subject_id,
           b.payload, b.business_time, p_now, p_now
    from batch b
    join webhooks.endpoint w on w.tenant_id = b.tenant_id and w.state <> 'disabled' and w.deleted_at is null
      -- What happened before somebody asked for it is not told.
      and b.recorded_at >= w.created_at
    where b.type = any (p_types) and webhooks.wants(w.event_types, b.type)
      and (w.unit_id is null or webhooks.is_below(b.tenant_id, w.unit_id, b.payload))
    on conflict (tenant_id, delivery_id) do nothing
  )
  select max(b.position), count(*) into v_to, v_read from batch b;
  if v_read > 0 then
    perform platform.advance_consumer('webhooks', v_to);
  end if;
  return v_read;
end $$;

-- One event and one endpoint make one delivery, whoever queues it first.
create or replace function webhooks.delivery_id_of(p_endpoint_id uuid, p_event_id uuid)
returns uuid
language sql immutable as $$
  select md5(p_endpoint_id::text || p_event_id::text)::uuid
$$;

create or replace function webhooks.wants(p_wanted text[], p_type text)
returns boolean
language sql immutable as $$
  select p_type = any (p_wanted) or '*' = any (p_wanted) or split_part(p_type, '.', 1) || '.*' = any (p_wanted)
$$;

-- Whether an event happened at or below a unit: by its venue, or by the home of the member it tells of.
create or replace function webhooks.is_below(p_tenant_id uuid, p_unit_id uuid, p_payload jsonb)
returns boolean
language sql stable as $$
  select exists (
    select from org.v_unit u
    where u.tenant_id = p_tenant_id and p_unit_id = any (u.path)
      and (u.unit_id = (p_payload ->> 'home_unit_id')::uuid
           or u.unit_id = (select v.unit_id from org.v_venue v where v.tenant_id = p_tenant_id and v.venue_id = (p_payload ->> 'venue_id')::uuid)))
$$;

-- Endpoints of one lane that have something to send now, after `p_after` in a circle, so that each gets its turn.
create or replace function webhooks.due_endpoints(p_now timestamptz, p_failing boolean, p_after uuid, p_limit int)
returns table (tenant_id uuid, endpoint_id uuid)
language sql stable security definer set search_path = webhooks, pg_temp as $$
  select w.tenant_id, w.endpoint_id
  from webhooks.endpoint w
  where w.state = 'active' and w.deleted_at is null and (w.failures > 0) = p_failing
    and w.endpoint_id > p_after and (w.retry_at is null or w.retry_at <= p_now)
    and exists (
      select from webhooks.delivery d
      where d.tenant_id = w.tenant_id and d.endpoint_id = w.endpoint_id and d.state = 'waiting' and d.due_at <= p_now
        and (d.leased_until is null or d.leased_until < p_now))
  order by w.endpoint_id limit p_limit
$$;

-- How much waits, for the metrics. A failing endpoint's queue is old by itself; that of a healthy one says that we are slow.
create or replace function webhooks.queue_figures(p_now timestamptz)
returns table (due int, oldest_seconds double precision, endpoints_failing int, endpoints_disabled int)
language sql stable security definer set search_path = webhooks, pg_temp as $$
  select
    (select count(*)::int from (
       select from webhooks.endpoint w
       join webhooks.delivery d on d.tenant_id = w.tenant_id and d.endpoint_id = w.endpoint_id and d.state = 'waiting' and d.due_at <= p_now
       where w.state = 'active' and w.deleted_at is null limit 100001) n),
    (select coalesce(max(extract(epoch from p_now - o.due_at)), 0)::double precision
     from webhooks.endpoint w
     cross join lateral (
       select d.due_at from webhooks.delivery d
       where d.tenant_id = w.tenant_id and d.endpoint_id = w.endpoint_id and d.state = 'waiting' and d.due_at <= p_now
       order by d.due_at limit 1) o
     where w.state = 'active' and w.failures = 0 and w.deleted_at is null),
    (select count(*)::int from webhooks.endpoint w where w.failures > 0 and w.state = 'active' and w.deleted_at is null),
    (select count(*)::int from webhooks.endpoint w where w.state = 'disabled' and w.deleted_at is null)
$$;

-- Forgets what was finished, or created, before p_before, some at a time.
create or replace function webhooks.forget_deliveries(p_before timestamptz)
returns int
language plpgsql security definer set search_path = webhooks, pg_temp as $$
declare
  v_gone int;
begin
  with gone as (
    delete from webhooks.delivery d
    using (select o.tenant_id, o.delivery_id from webhooks.delivery o where o.created_at < p_before and (o.state <> 'waiting' or exists (
             select from webhooks.endpoint w where w.tenant_id = o.tenant_id and w.endpoint_id = o.endpoint_id and w.deleted_at is not null)) limit 10000) old
    where d.tenant_id = old.tenant_id and d.delivery_id = old.delivery_id
    returning d.tenant_id, d.delivery_id
  ), attempts as (
    delete from webhooks.attempt a using gone g where a.tenant_id = g.tenant_id and a.delivery_id = g.delivery_id
  )
  select count(*) into v_gone from gone;
  return v_gone;
end $$;
