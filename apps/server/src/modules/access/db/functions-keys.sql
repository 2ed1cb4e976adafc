-- The key behind a token: the present one, or the one before while both work. `scope` null means everything.
create or replace function access.use_api_key(p_key_hash bytea, p_now timestamptz)
returns table (tenant_id uuid, mode text, key_id uuid, permissions text[], rate_limit_per_minute int, scope uuid[])
language sql stable security definer set search_path = access, org, pg_temp as $$
  select k.tenant_id, t.mode, k.key_id, k.permissions, k.rate_limit_per_minute,
         case when u.parent_id is null then null
              else array(select below.unit_id from org.v_unit below where below.tenant_id = k.tenant_id and k.unit_id = any (below.path)) end
  from (
    select n.* from access.api_key n where n.key_hash = p_key_hash
    union all
    select o.* from access.api_key o where o.old_key_hash = p_key_hash and o.old_key_until > p_now
  ) k
  join org.v_tenant t on t.tenant_id = k.tenant_id
  join org.v_unit u on u.tenant_id = k.tenant_id and u.unit_id = k.unit_id
  where k.revoked_at is null and (k.expires_at is null or k.expires_at > p_now)
$$;
