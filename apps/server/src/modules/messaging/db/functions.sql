-- Works for all tenants at once, so it is the owner's. Each statement names the tenant where it has one.

-- Channels that have something to hand over or to ask for now, after `p_after` in its lane's circle, so that each gets its turn. A
-- paused one sends trials only.
create or replace function messaging.due_channels(p_now timestamptz, p_failing boolean, p_after uuid, p_limit int)
returns table (tenant_id uuid, channel_id uuid)
language sql stable security definer set search_path = messaging, pg_temp as $$
  select c.tenant_id, c.channel_id
  from messaging.channel c
  where c.channel_id > p_after and c.deleted_at is null and (c.failures > 0) = p_failing
    and (
      (c.wait_until is null or c.wait_until <= p_now)
      and (c.taken < c.per_minute or c.minute_started_at <= p_now - interval '1 minute')
      and exists (
        select from messaging.message m
        where m.tenant_id = c.tenant_id and m.channel_id = c.channel_id and m.status = 'queued' and m.due_at <= p_now
          and (c.state = 'active' or m.is_test) and (m.leased_until is null or m.leased_until < p_now))
      or exists (
        select from messaging.message m
        where m.tenant_id = c.tenant_id and m.channel_id = c.channel_id and m.receipt_due_at <= p_now
          and (m.leased_until is null or m.leased_until < p_now)))
  order by c.channel_id limit p_limit
$$;

-- How much waits, for the metrics: what is due at active channels.
create or replace function messaging.queue_figures(p_now timestamptz)
returns table (due int, oldest_seconds double precision, channels_failing int)
language sql stable security definer set search_path = messaging, pg_temp as $$
  select
    (select count(*)::int from (
       select from messaging.channel c
       join messaging.message m on m.tenant_id = c.tenant_id and m.channel_id = c.channel_id and m.status = 'queued' and m.due_at <= p_now
       where c.state = 'active' and c.deleted_at is null limit 100001) n),
    (select coalesce(max(extract(epoch from p_now - o.due_at)), 0)::double precision
     from messaging.channel c
     cross join lateral (
       select m.due_at from messaging.message m
       where m.tenant_id = c.tenant_id and m.channel_id = c.channel_id and m.status = 'queued' and m.due_at <= p_now
       order by m.due_at limit 1) o
     where c.state = 'active' and c.deleted_at is null),
    (select count(*)::int from messaging.channel c where c.failures > 0 and c.state = 'active' and c.deleted_at is null)
$$;
