-- What a page may know of a tenant before anybody signed in: by id, or the default one.
create or replace function org.find_client_tenant(p_tenant_id uuid)
returns table (tenant_id uuid, name text, names jsonb)
language sql stable security definer set search_path = org, pg_temp as $$
  select t.tenant_id, t.name, t.names from org.tenant t
  where p_tenant_id is null or t.tenant_id = p_tenant_id
  order by (t.mode = 'live') desc, t.created_at, t.tenant_id
  limit 1
$$;

-- Tenants with a timer due by their own clock: the given instant for a live one, the test clock for a sandbox.
create or replace function org.tenants_with_due_timers(p_now timestamptz)
returns table (tenant_id uuid, tenant_now timestamptz)
language sql stable security definer set search_path = platform, org, pg_temp as $$
  select t.tenant_id, coalesce(t.test_now, p_now)
  from org.tenant t
  where platform.has_due_timer(t.tenant_id, coalesce(t.test_now, p_now), p_now);
$$;

-- Tenants to work through, for jobs that visit each of them.
create or replace function org.list_tenants()
returns table (tenant_id uuid)
language sql stable security definer set search_path = org, pg_temp as $$
  select t.tenant_id from org.tenant t order by t.tenant_id;
$$;

-- When the oldest timer fell due that a live tenant still waits for; those that failed wait on purpose.
create or replace function org.oldest_overdue_timer(p_now timestamptz)
returns timestamptz
language sql stable security definer set search_path = platform, org, pg_temp as $$
  select min(platform.oldest_due_timer(t.tenant_id, p_now)) from org.tenant t where t.mode = 'live';
$$;
