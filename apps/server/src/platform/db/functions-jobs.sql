-- The next job for a worker, over all tenants: one that waits, or one whose worker is dead. A job in the middle of a
-- step is locked by it and so never taken for dead. At most p_per_tenant run for one tenant, so that one with many
-- files holds up nobody else.
create or replace function platform.claim_job(p_kinds text[], p_now timestamptz, p_silent_since timestamptz, p_per_tenant int)
returns table (tenant_id uuid, job_id uuid, attempt int)
language plpgsql security definer set search_path = platform, pg_temp as $$
declare
  v_job record;
begin
  -- One worker chooses at a time: two would both see a place free for the tenant.
  if not pg_try_advisory_xact_lock(4820774) then
    return;
  end if;
  for v_job in
    select j.tenant_id, j.job_id from platform.job j
    where j.kind = any (p_kinds) and (j.state = 'queued' and j.run_at <= p_now or j.state = 'running' and j.beat_at < p_silent_since)
      and (select count(*) from platform.job r
           where r.tenant_id = j.tenant_id and r.state = 'running' and r.beat_at >= p_silent_since) < p_per_tenant
    order by j.run_at limit 1
    for update skip locked
  loop
    return query
      update platform.job j
      set state = 'running', attempt = j.attempt + 1, stumbles = j.stumbles + (case j.state when 'running' then 1 else 0 end),
        beat_at = p_now, started_at = coalesce(j.started_at, p_now), run_started_at = p_now, run_started_done = j.done,
        revision = j.revision + 1
      where j.tenant_id = v_job.tenant_id and j.job_id = v_job.job_id
      returning j.tenant_id, j.job_id, j.attempt;
  end loop;
end $$;

-- Signs of life of what this worker runs. Jobs in the middle of a step are locked, alive and left out.
create or replace function platform.beat_jobs(p_tenant_ids uuid[], p_job_ids uuid[], p_attempts int[], p_now timestamptz)
returns void
language sql security definer set search_path = platform, pg_temp as $$
  with mine as (
    select j.tenant_id, j.job_id from platform.job j
    join unnest(p_tenant_ids, p_job_ids, p_attempts) as m(tenant_id, job_id, attempt)
      on j.tenant_id = m.tenant_id and j.job_id = m.job_id and j.attempt = m.attempt
    where j.state = 'running'
    for update of j skip locked
  )
  update platform.job j set beat_at = p_now from mine where j.tenant_id = mine.tenant_id and j.job_id = mine.job_id;
$$;

-- A schedule for each kind and tenant that has none yet.
create or replace function platform.add_schedules(p_tenant_ids uuid[], p_kinds text[], p_crons text[], p_zones text[], p_next timestamptz[])
returns int
language plpgsql security definer set search_path = platform, pg_temp as $$
declare
  v_added int;
begin
  insert into platform.job_schedule (tenant_id, kind, cron, time_zone, next_at)
  select s.tenant_id, s.kind, s.cron, s.time_zone, s.next_at
  from unnest(p_tenant_ids, p_kinds, p_crons, p_zones, p_next) as s(tenant_id, kind, cron, time_zone, next_at)
  on conflict do nothing;
  get diagnostics v_added = row_count;
  return v_added;
end $$;

create or replace function platform.due_schedules(p_kinds text[], p_now timestamptz, p_limit int)
returns table (tenant_id uuid, kind text)
language sql stable security definer set search_path = platform, pg_temp as $$
  select s.tenant_id, s.kind from platform.job_schedule s
  where s.is_enabled and s.next_at <= p_now and s.kind = any (p_kinds)
  order by s.next_at limit p_limit;
$$;

-- Files past their day, some at a time. Works over all tenants, so it is the owner's.
create or replace function platform.forget_files(p_now timestamptz, p_limit int)
returns int
language plpgsql security definer set search_path = platform, pg_temp as $$
declare
  v_gone int;
begin
  delete from platform.file f
  using (select tenant_id, file_id from platform.file where expires_at <= p_now limit p_limit) o
  where f.tenant_id = o.tenant_id and f.file_id = o.file_id;
  get diagnostics v_gone = row_count;
  return v_gone;
end $$;

-- The history of jobs that ended before p_before, with their failures.
create or replace function platform.forget_jobs(p_before timestamptz, p_limit int)
returns int
language plpgsql security definer set search_path = platform, pg_temp as $$
declare
  v_gone int;
begin
  delete from platform.job j
  using (select tenant_id, job_id from platform.job where ended_at < p_before limit p_limit) o
  where j.tenant_id = o.tenant_id and j.job_id = o.job_id;
  get diagnostics v_gone = row_count;
  return v_gone;
end $$;
