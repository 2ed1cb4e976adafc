-- What a device says before it is anybody's, and the device behind a token: asked without a tenant.

create or replace function devices.start_pairing(p_token_hash bytea, p_code_hash bytea, p_kind text, p_now timestamptz, p_until timestamptz)
returns void
language sql security definer set search_path = devices, pg_temp as $$
  insert into devices.pairing (token_hash, code_hash, kind, started_at, expires_at) values (p_token_hash, p_code_hash, p_kind, p_now, p_until)
$$;

-- Whoever takes it first has it: the row goes in the same moment.
create or replace function devices.take_pairing(p_code_hash bytea, p_now timestamptz)
returns table (token_hash bytea, kind text)
language sql security definer set search_path = devices, pg_temp as $$
  delete from devices.pairing p where p.code_hash = p_code_hash and p.expires_at > p_now returning p.token_hash, p.kind
$$;

create or replace function devices.pairing_state(p_token_hash bytea, p_now timestamptz)
returns text
language sql stable security definer set search_path = devices, pg_temp as $$
  select case
    when exists (select from devices.device d where d.token_hash = p_token_hash and d.revoked_at is null) then 'paired'
    when exists (select from devices.pairing p where p.token_hash = p_token_hash and p.expires_at > p_now) then 'waiting'
    else 'over'
  end
$$;

-- The device behind a token, noted as seen when that was more than half a minute ago.
create or replace function devices.use_device(p_token_hash bytea, p_now timestamptz)
returns table (tenant_id uuid, mode text, device_id uuid, unit_id uuid)
language plpgsql security definer set search_path = devices, org, pg_temp as $$
begin
  update devices.device d set last_seen_at = p_now
  where d.token_hash = p_token_hash and d.revoked_at is null and d.last_seen_at < p_now - interval '30 seconds';
  return query
    select d.tenant_id, t.mode, d.device_id, d.unit_id
    from devices.device d
    join org.v_tenant t on t.tenant_id = d.tenant_id
    where d.token_hash = p_token_hash and d.revoked_at is null;
end $$;

create or replace function devices.forget_pairings(p_before timestamptz)
returns bigint
language sql security definer set search_path = devices, pg_temp as $$
  select platform.forget_before('devices.pairing', 'expires_at', p_before)
$$;
