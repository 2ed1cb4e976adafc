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

-- Empties a sandbox. What is left unless p_everything: the tenant, its root unit, its people and keys, its audit log; the test
-- clock stands at p_now. A live tenant is refused here, whoever asks.
create or replace function org.wipe_sandbox(p_tenant_id uuid, p_now timestamptz, p_everything boolean)
returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_left regclass[];
  v_next regclass[];
  v_table regclass;
begin
  perform from org.tenant t where t.tenant_id = p_tenant_id and t.mode = 'sandbox' for update;
  if not found then
    raise exception 'tenant % is not a sandbox', p_tenant_id;
  end if;
  select array_agg(c.oid::regclass order by c.oid desc) into v_left
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
  where c.relkind in ('r', 'p') and not c.relispartition
    and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public', 'graphile_worker', 'sandboxes')
    and not (n.nspname = 'org' and c.relname in ('tenant', 'org_unit'))
    and (p_everything or (n.nspname <> 'access' and not (n.nspname = 'platform' and c.relname = 'audit_entry')));
  -- What others refer to goes after them, whatever the order is: again until nothing is left.
  while cardinality(v_left) > 0 loop
    v_next := '{}';
    foreach v_table in array v_left loop
      begin
        execute format('delete from %s where tenant_id = $1', v_table) using p_tenant_id;
      exception when foreign_key_violation then
        v_next := v_next || v_table;
      end;
    end loop;
    if cardinality(v_next) = cardinality(v_left) then
      raise exception 'tables of a sandbox refer to each other in a circle: %', v_next;
    end if;
    v_left := v_next;
  end loop;
  delete from org.org_unit u where u.tenant_id = p_tenant_id and (p_everything or u.parent_id is not null);
  if p_everything then
    delete from org.tenant t where t.tenant_id = p_tenant_id;
  else
    update org.tenant t set test_now = p_now where t.tenant_id = p_tenant_id;
  end if;
end $$;
-- Tenants with the zone of their wall clock, for what starts at a time of day.
create or replace function org.tenant_zones()
returns table (tenant_id uuid, time_zone text)
language sql stable security definer set search_path = org, pg_temp as $$
  select t.tenant_id, t.time_zone from org.tenant t order by t.tenant_id;
$$;
