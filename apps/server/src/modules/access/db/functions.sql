-- The tables of people and failures are closed to the application: these functions are the only way in, and each
-- answers one question about one person.

-- How many wrong attempts a (hashed) e-mail has since `p_since`, and when the oldest of them was.
create or replace function access.count_sign_in_failures(p_email_hash bytea, p_since timestamptz)
returns table (failures int, oldest timestamptz)
language sql stable security definer set search_path = access, pg_temp as $$
  select count(*)::int, min(f.failed_at) from access.sign_in_failure f where f.email_hash = p_email_hash and f.failed_at > p_since
$$;

create or replace function access.find_person(p_email text)
returns table (person_id uuid, password_hash text)
language sql stable security definer set search_path = access, pg_temp as $$
  select p.person_id, p.password_hash from access.person p where p.email = p_email
$$;

-- Ends an attempt: counts it when wrong, forgets the earlier ones when right. One attempt of an e-mail at a time, and
-- the count is looked at again here: a hundred guesses sent at once get no more tries than five. Answers whether the
-- attempt still stands.
create or replace function access.finish_sign_in(p_email_hash bytea, p_right boolean, p_now timestamptz, p_since timestamptz, p_limit int)
returns boolean
language plpgsql security definer set search_path = access, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(encode(p_email_hash, 'hex'), 17));
  if (select count(*) from access.sign_in_failure f where f.email_hash = p_email_hash and f.failed_at > p_since) >= p_limit then
    return false;
  end if;
  delete from access.sign_in_failure f where f.email_hash = p_email_hash and (p_right or f.failed_at <= p_since);
  if not p_right then
    insert into access.sign_in_failure (email_hash, failed_at) values (p_email_hash, p_now);
  end if;
  return true;
end $$;

-- The person behind an e-mail, made when new. A known person keeps the password: another tenant cannot set it.
create or replace function access.ensure_person(p_person_id uuid, p_email text, p_password_hash text, p_now timestamptz)
returns uuid
language plpgsql security definer set search_path = access, pg_temp as $$
declare
  v_person_id uuid;
begin
  insert into access.person (person_id, email, password_hash, created_at)
  values (p_person_id, p_email, p_password_hash, p_now)
  on conflict (email) do nothing;
  select p.person_id into strict v_person_id from access.person p where p.email = p_email;
  return v_person_id;
end $$;

-- Every active post of one person, the one used last first.
create or replace function access.list_posts(p_person_id uuid)
returns table (tenant_id uuid, tenant_name text, mode text, staff_id uuid, email text, name text, unit_id uuid, unit_name text, unit_kind text,
  role_id uuid, role_code text, role_name text, role_names jsonb, is_system boolean, permissions text[], masks text[], scope_kind text)
language sql stable security definer set search_path = access, org, pg_temp as $$
  select s.tenant_id, t.name, t.mode, s.staff_id, s.email, s.name, s.unit_id, u.name, u.kind,
         r.role_id, r.code, r.name, r.names, r.is_system, r.permissions, r.masks, r.scope_kind
  from access.staff s
  join access.role r on r.tenant_id = s.tenant_id and r.role_id = s.role_id
  join org.v_tenant t on t.tenant_id = s.tenant_id
  join org.v_unit u on u.tenant_id = s.tenant_id and u.unit_id = s.unit_id
  where s.person_id = p_person_id and s.status = 'active'
  -- A sandbox is entered by choice: nobody who signs in finds themselves in one while they have a post in earnest.
  order by (t.mode = 'live') desc,
           (select max(e.last_seen_at) from access.session e where e.tenant_id = s.tenant_id and e.staff_id = s.staff_id) desc nulls last,
           s.created_at, s.tenant_id
$$;

-- The session behind a token, moved on when it was last seen more than a minute ago. `scope` null means everything: the
-- subtree of the root. Other kinds of scope end at the unit itself.
create or replace function access.use_session(p_token_hash bytea, p_now timestamptz, p_idle interval, p_absolute interval)
returns table (tenant_id uuid, mode text, session_id uuid, staff_id uuid, person_id uuid, transport text, scope uuid[],
  role_id uuid, role_code text, is_system boolean, permissions text[], masks text[], scope_kind text)
language plpgsql security definer set search_path = access, org, pg_temp as $$
declare
  v_session access.session;
begin
  select e.* into v_session from access.session e
  where e.token_hash = p_token_hash and e.revoked_at is null and e.expires_at > p_now;
  if not found then
    return;
  end if;
  if v_session.last_seen_at < p_now - interval '1 minute' then
    update access.session e
    set last_seen_at = p_now, expires_at = least(p_now + p_idle, e.created_at + p_absolute)
    where e.tenant_id = v_session.tenant_id and e.session_id = v_session.session_id;
  end if;
  return query
    select s.tenant_id, t.mode, v_session.session_id, s.staff_id, s.person_id, v_session.transport,
           case when r.scope_kind <> 'subtree' then array[s.unit_id]
                when u.parent_id is null then null
                else array(select below.unit_id from org.v_unit below where below.tenant_id = s.tenant_id and s.unit_id = any (below.path)) end,
           r.role_id, r.code, r.is_system, r.permissions, r.masks, r.scope_kind
    from access.staff s
    join access.role r on r.tenant_id = s.tenant_id and r.role_id = s.role_id
    join org.v_tenant t on t.tenant_id = s.tenant_id
    join org.v_unit u on u.tenant_id = s.tenant_id and u.unit_id = s.unit_id
    where s.tenant_id = v_session.tenant_id and s.staff_id = v_session.staff_id and s.status = 'active';
end $$;
