-- Finds a living session by its token, across tenants, and prolongs it. Written at most once an hour, so that reading a
-- page does not cost a write.
create or replace function members.touch_session(p_token_hash bytea, p_now timestamptz)
returns table (tenant_id uuid, session_id uuid, member_id uuid, mode text)
language plpgsql security definer set search_path = members, pg_temp as $$
begin
  return query
    select s.tenant_id, s.session_id, m.person_id, t.mode
    from members.session s
    join members.member m on m.tenant_id = s.tenant_id and m.member_id = s.member_id
    join members.member p on p.tenant_id = m.tenant_id and p.member_id = m.person_id
    join org.v_tenant t on t.tenant_id = s.tenant_id
    where s.token_hash = p_token_hash and s.revoked_at is null and s.expires_at > p_now
      and not 'sign_in' = any (coalesce(p.block_scopes, '{}'));
  update members.session s
  set last_seen_at = p_now, expires_at = p_now + interval '90 days'
  where s.token_hash = p_token_hash and s.revoked_at is null and s.expires_at > p_now and s.last_seen_at < p_now - interval '1 hour';
end $$;

-- What signing in leaves behind, over all tenants: codes to people who may never have become members, and sessions long over.
create or replace function members.forget_sign_ins(p_codes_before timestamptz, p_sessions_before timestamptz)
returns bigint
language plpgsql security definer set search_path = members, pg_temp as $$
declare
  v_codes bigint;
  v_sessions bigint;
begin
  delete from members.sign_in_code c where c.sent_at < p_codes_before;
  get diagnostics v_codes = row_count;
  delete from members.session s where s.expires_at < p_sessions_before or s.revoked_at < p_sessions_before;
  get diagnostics v_sessions = row_count;
  return v_codes + v_sessions;
end $$;

-- A phone is kept unique by its index, and an index is made by a key. Whoever asks for phones while there are two keys first
-- makes those who are there under another key's index (p_others) findable under their own (p_wanted), one asker at a time.
create or replace function members.carry_phones(p_tenant_id uuid, p_others bytea[], p_wanted bytea[])
returns void
language plpgsql as $$
declare
  v_lock bigint;
begin
  for v_lock in
    select distinct hashtextextended(p_tenant_id::text || least(o, w)::text, 0) % 512 from unnest(p_others, p_wanted) as p(o, w) order by 1
  loop
    perform pg_advisory_xact_lock(4820774, v_lock::int);
  end loop;
  update members.member m set phone_index = p.w
  from unnest(p_others, p_wanted) as p(o, w)
  where m.tenant_id = p_tenant_id and m.phone_index = p.o;
end $$;

-- Those whom a file names by id or by its own numbers, inside the caller's reach; one who was merged is the person they became.
-- Planned by call: a plan made while the tenant was small goes through all members once for each of them.
create or replace function members.named_by_file(p_tenant_id uuid, p_member_ids uuid[], p_external_ids text[], p_unit_ids uuid[], p_owner_staff_id uuid)
returns table (named_id uuid, member_id uuid, external_id text, status text)
language plpgsql stable set plan_cache_mode = force_custom_plan as $$
begin
  return query
    select v.member_id, v.person_id, v.external_id, v.status from members.v_member v
    where v.tenant_id = p_tenant_id and (v.member_id = any (p_member_ids) or v.external_id = any (p_external_ids))
      and (p_unit_ids is null or v.home_unit_id = any (p_unit_ids)) and (p_owner_staff_id is null or v.owner_staff_id = p_owner_staff_id);
end $$;
