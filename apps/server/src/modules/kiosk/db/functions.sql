-- Over all tenants: visits that nobody ended.
create or replace function kiosk.forget_visits(p_before timestamptz)
returns bigint
language sql security definer set search_path = kiosk, pg_temp as $$
  select platform.forget_before('kiosk.visit', 'expires_at', p_before)
$$;

-- Over all tenants: calls of last season.
create or replace function kiosk.forget_calls(p_before timestamptz)
returns bigint
language sql security definer set search_path = kiosk, pg_temp as $$
  select platform.forget_before('kiosk.call', 'called_at', p_before)
$$;
