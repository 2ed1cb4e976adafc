-- Locks the given (route, key) pairs of one tenant in one global order and returns the answers already committed for
-- them. A concurrent twin waits here until the first one has committed, then finds its answer. An advisory lock and
-- not a placeholder row: nothing to update afterwards, nothing to clean up when the first one fails.
create or replace function platform.claim_idempotency(p_tenant_id uuid, p_routes text[], p_keys text[])
returns table (route text, key text, body_hash bytea, status smallint, body text)
language plpgsql as $$
declare
  v_lock bigint;
begin
  perform set_config('app.tenant_id', p_tenant_id::text, true);
  for v_lock in
    select distinct hashtextextended(p_tenant_id::text || ' ' || r || ' ' || k, 0)
    from unnest(p_routes, p_keys) as c(r, k) order by 1
  loop
    perform pg_advisory_xact_lock(v_lock);
  end loop;
  return query
    select i.route, i.key, i.body_hash, i.status, i.body
    from unnest(p_routes, p_keys) as c(r, k)
    -- One look into the key's index for each: a join may read every key of a tenant that has no statistics yet.
    cross join lateral (
      select k.* from platform.idempotency_key k where k.tenant_id = p_tenant_id and k.route = c.r and k.key = c.k limit 1
    ) i;
end $$;

-- Gives committed outbox rows their place in the log. One caller at a time; a row that commits later gets a later
-- position, so a reader's cursor never passes it.
create or replace function platform.sequence_events(p_limit int)
returns int
language plpgsql security definer set search_path = platform, pg_temp as $$
declare
  v_moved int;
begin
  if not pg_try_advisory_xact_lock(4820772) then
    return 0;
  end if;
  with taken as (
    delete from platform.outbox o
    using (select tenant_id, event_no from platform.outbox order by event_no limit p_limit) t
    where o.tenant_id = t.tenant_id and o.event_no = t.event_no
    returning o.*
  ), numbered as (
    select * from taken order by event_no
  )
  insert into platform.event (tenant_id, position, event_id, type, subject_id, payload, business_time, recorded_at)
  select tenant_id, nextval('platform.event_position'), event_id, type, subject_id, payload, business_time, recorded_at
  from numbered;
  get diagnostics v_moved = row_count;
  return v_moved;
end $$;

-- The next events for a consumer, over all tenants. The row lock keeps a second worker out until the first commits.
create or replace function platform.read_events(p_consumer text, p_types text[], p_limit int)
returns table (tenant_id uuid, "position" bigint, event_id uuid, type text, subject_id uuid, payload jsonb, business_time timestamptz, recorded_at timestamptz)
language plpgsql security definer set search_path = platform, pg_temp as $$
declare
  v_after bigint;
  v_end bigint;
begin
  insert into platform.consumer (name, position, updated_at)
  values (p_consumer, 0, clock_timestamp()) -- real time: for operators, decides nothing
  on conflict do nothing;
  select c.position into v_after from platform.consumer c where c.name = p_consumer for update skip locked;
  if not found then
    return;
  end if;
  select coalesce(max(e.position), 0) into v_end from platform.event e;
  return query
    select e.tenant_id, e.position, e.event_id, e.type, e.subject_id, e.payload, e.business_time, e.recorded_at
    from platform.event e
    where e.position > v_after and (p_types is null or e.type = any (p_types))
    order by e.position limit p_limit;
  -- Nothing of its types up to here: read as well, so that it is not behind and need not look there again.
  if not found then
    update platform.consumer c set position = v_end where c.name = p_consumer and c.position < v_end;
  end if;
end $$;

create or replace function platform.advance_consumer(p_consumer text, p_position bigint)
returns void
language sql security definer set search_path = platform, pg_temp as $$
  update platform.consumer
  set position = p_position, updated_at = clock_timestamp() -- real time: for operators, decides nothing
  where name = p_consumer and position < p_position;
$$;

-- Due by the tenant's time, and not waiting after a failure, which goes by real time.
create or replace function platform.has_due_timer(p_tenant_id uuid, p_until timestamptz, p_now timestamptz)
returns boolean
language sql stable as $$
  select exists (
    select from platform.timer t
    where t.tenant_id = p_tenant_id and t.due_at <= p_until and (t.next_try is null or t.next_try <= p_now)
  );
$$;

-- Adds a job in the caller's transaction. graphile-worker's own function wants the owner of its tables.
create or replace function platform.add_job(p_task text, p_payload jsonb, p_job_key text default null, p_queue text default null)
returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform graphile_worker.add_job(p_task, p_payload::json, queue_name => p_queue, job_key => p_job_key);
end $$;

-- What has been applied, for the readiness check.
create or replace function platform.list_migrations()
returns table (name text)
language sql stable security definer set search_path = platform, pg_temp as $$
  select m.name from platform.migration m
$$;

-- Forgets answers from before p_before, some at a time; their keys are free again. Works over all tenants, so it is the owner's.
create or replace function platform.forget_idempotency(p_before timestamptz)
returns int
language plpgsql security definer set search_path = platform, pg_temp as $$
declare
  v_gone int;
begin
  delete from platform.idempotency_key k
  using (select tenant_id, route, key from platform.idempotency_key where recorded_at < p_before limit 50000) o
  where k.tenant_id = o.tenant_id and k.route = o.route and k.key = o.key;
  get diagnostics v_gone = row_count;
  return v_gone;
end $$;

-- Deletes the rows of a table whose moment lies before p_before. With the rights of whoever calls: over all tenants only from within
-- a room's own definer function, which names its table.
create or replace function platform.forget_before(p_table regclass, p_moment name, p_before timestamptz)
returns bigint
language plpgsql as $$
declare
  v_gone bigint;
begin
  execute format('delete from %s where %I < $1', p_table, p_moment) using p_before;
  get diagnostics v_gone = row_count;
  return v_gone;
end $$;

-- A tenant's events of a span of time, behind a position, for whoever missed them.
create or replace function platform.events_between(p_tenant_id uuid, p_after bigint, p_from timestamptz, p_to timestamptz)
returns setof platform.event
language sql stable as $$
  select e.* from platform.event e
  where e.tenant_id = p_tenant_id and e.position > p_after and e.recorded_at >= p_from and e.recorded_at < p_to
$$;

-- Nobody waits for what this consumer would read: it goes on from the end of the log.
create or replace function platform.skip_events(p_consumer text, p_now timestamptz)
returns void
language sql security definer set search_path = platform, pg_temp as $$
  insert into platform.consumer as c (name, position, updated_at)
  select p_consumer, coalesce(max(e.position), 0), p_now from platform.event e
  on conflict (name) do update set position = excluded.position, updated_at = excluded.updated_at
  where c.position < excluded.position;
$$;

-- Forgets logged requests from before p_before, some at a time.
create or replace function platform.forget_requests(p_before timestamptz)
returns int
language plpgsql security definer set search_path = platform, pg_temp as $$
declare
  v_gone int;
begin
  delete from platform.request_log r
  using (select tenant_id, logged_request_id from platform.request_log where recorded_at < p_before limit 10000) o
  where r.tenant_id = o.tenant_id and r.logged_request_id = o.logged_request_id;
  get diagnostics v_gone = row_count;
  return v_gone;
end $$;
