-- Finds a living session by its token, across tenants, and prolongs it. Written at most once an hour, so that reading a
-- page does not cost a write.
create or replace function members.touch_session(p_token_hash bytea, p_now timestamptz)
returns table (tenant_id uuid, session_id uuid, member_id uuid, mode text)
language plpgsql security definer set search_path = members, pg_temp as $$
begin
  return query
    select s.tenant_id, s.session_id, s.member_id, t.mode
    from members.session s
    join org.v_tenant t on t.tenant_id = s.tenant_id
    where s.token_hash = p_token_hash and s.revoked_at is null and s.expires_at > p_now;
  update members.session s
  set last_seen_at = p_now, expires_at = p_now + interval '90 days'
  where s.token_hash = p_token_hash and s.revoked_at is null and s.expires_at > p_now and s.last_seen_at < p_now - interval '1 hour';
end $$;
