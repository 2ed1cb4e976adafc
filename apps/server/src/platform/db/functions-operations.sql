-- How the installation is: queues, log, backups. For health and figures; read as the owner, because it is nobody's tenant's.
create or replace function platform.read_operations()
returns table (
  jobs_ready int, jobs_running int, jobs_failed int, oldest_job_at timestamptz,
  outbox_events int, oldest_event_at timestamptz, timers_failing int, has_leader boolean,
  wal_archive_failed int, wal_archived_at timestamptz, wal_archive_failed_at timestamptz, wal_shipped_at timestamptz,
  backup_at timestamptz, backup_failed_at timestamptz, drill_at timestamptz, drill_loss_ms int, drill_findings int,
  database_bytes bigint, postgres_version text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select
    (select count(*)::int from graphile_worker.jobs j where j.locked_at is null and j.attempts < j.max_attempts and j.run_at <= statement_timestamp()), -- real time: the queue's own
    (select count(*)::int from graphile_worker.jobs j where j.locked_at is not null),
    (select count(*)::int from graphile_worker.jobs j where j.attempts >= j.max_attempts),
    (select min(j.run_at) from graphile_worker.jobs j where j.locked_at is null and j.attempts < j.max_attempts),
    (select count(*)::int from (select from platform.outbox limit 100000) o),
    (select o.recorded_at from platform.outbox o order by o.event_no limit 1),
    (select count(*)::int from platform.timer t where t.attempts > 0),
    -- The leader's advisory lock of platform/jobs/worker.ts.
    exists (select from pg_locks l where l.locktype = 'advisory' and l.classid = 0 and l.objid = 4820773 and l.objsubid = 1 and l.granted),
    a.failed_count::int, a.last_archived_time, a.last_failed_time,
    -- The shipper of the embedded database says where it stands in the name of its session.
    (select max(to_timestamp(split_part(s.application_name, ' ', 3)::bigint / 1000.0)) from pg_stat_activity s
     where s.application_name ~ '^huiyou-wal [0-9A-F/]+ \d+$'),
    (select max(r.finished_at) from platform.backup_run r where r.kind = 'backup' and r.state = 'done'),
    (select max(r.finished_at) from platform.backup_run r where r.kind = 'backup' and r.state = 'failed'),
    d.finished_at, d.loss_ms, d.findings,
    pg_database_size(current_database()), current_setting('server_version')
  from pg_stat_archiver a
  left join lateral (
    select r.finished_at, r.loss_ms, r.findings from platform.backup_run r
    where r.kind = 'drill' and r.state = 'done' order by r.finished_at desc limit 1
  ) d on true;
$$;

-- How many events each consumer has still to take.
create or replace function platform.read_consumers()
returns table (name text, behind bigint)
language sql stable security definer set search_path = platform, pg_temp as $$
  select c.name, greatest(0, (select coalesce(max(e.position), 0) from platform.event e) - c.position) from platform.consumer c order by c.name;
$$;

create or replace function platform.list_backup_runs(p_limit int)
returns setof platform.backup_run
language sql stable security definer set search_path = platform, pg_temp as $$
  select r.* from platform.backup_run r order by r.started_at desc, r.run_id limit p_limit;
$$;

-- Jobs of the queue that nobody tries any more, by task. Payloads belong to tenants and stay inside.
create or replace function platform.list_failed_jobs()
returns table (task text, jobs int, last_failed_at timestamptz, error text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select j.task_identifier, count(*)::int, max(j.updated_at), (array_agg(j.last_error order by j.updated_at desc))[1]
  from graphile_worker.jobs j where j.attempts >= j.max_attempts group by 1 order by 3 desc;
$$;

create or replace function platform.oldest_due_timer(p_tenant_id uuid, p_now timestamptz)
returns timestamptz
language sql stable as $$
  select t.due_at from platform.timer t
  where t.tenant_id = p_tenant_id and t.due_at <= p_now and t.attempts = 0 order by t.due_at limit 1;
$$;

-- What a table holds, after a job has filled it: without that the planner takes it for empty until autovacuum comes. Tables
-- of ours only, since this has their owner's rights; whoever analyses one already is not waited for.
create or replace function platform.analyze_table(p_table text)
returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_table record;
begin
  for v_table in
    select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and c.relowner = current_user::regrole and n.nspname || '.' || c.relname = p_table
  loop
    execute format('analyze (skip_locked) %I.%I', v_table.nspname, v_table.relname);
  end loop;
end $$;
