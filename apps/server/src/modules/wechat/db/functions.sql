-- Over all tenants: WeChat repeats itself for seconds, not for days.
create or replace function wechat.forget_told(p_before timestamptz)
returns bigint
language sql security definer set search_path = wechat, pg_temp as $$
  select platform.forget_before('wechat.told', 'received_at', p_before)
$$;
