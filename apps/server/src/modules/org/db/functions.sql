-- What a page may know of a tenant before anybody signed in: by id, or the default one.
create or replace function org.find_client_tenant(p_tenant_id uuid)
returns table (tenant_id uuid, name text, names jsonb)
language sql stable security definer set search_path = org, pg_temp as $$
  select t.tenant_id, t.name, t.names from org.tenant t
  where p_tenant_id is null or t.tenant_id = p_tenant_id
  order by (t.mode = 'live') desc, t.created_at, t.tenant_id
  limit 1
$$;
