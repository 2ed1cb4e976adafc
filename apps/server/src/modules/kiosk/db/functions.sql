-- Over all tenants: visits that nobody ended.
create or replace function kiosk.forget_visits(p_before timestamptz)
returns bigint
language plpgsql security definer set search_path = kiosk, pg_temp as $$
declare
  v_gone bigint;
begin
  delete from kiosk.visit v where v.expires_at < p_before;
  get diagnostics v_gone = row_count;
  return v_gone;
end $$;

-- Over all tenants: calls of last season.
create or replace function kiosk.forget_calls(p_before timestamptz)
returns bigint
language plpgsql security definer set search_path = kiosk, pg_temp as $$
declare
  v_gone bigint;
begin
  delete from kiosk.call c where c.called_at < p_before;
  get diagnostics v_gone = row_count;
  return v_gone;
end $$;
