-- Over all tenants: WeChat repeats itself for seconds, not for days.
create or replace function wechat.forget_told(p_before timestamptz)
returns bigint
language plpgsql security definer set search_path = wechat, pg_temp as $$
declare
  v_gone bigint;
begin
  delete from wechat.told t where t.received_at < p_before;
  get diagnostics v_gone = row_count;
  return v_gone;
end $$;
