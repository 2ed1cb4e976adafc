-- Second factors and passwords of people: the tables are closed to the application (see functions.sql).

create or replace function access.person_of_staff(p_tenant_id uuid, p_staff_id uuid)
returns table (person_id uuid, email text, password_hash text, password_changed_at timestamptz)
language sql stable security definer set search_path = access, pg_temp as $$
  select p.person_id, p.email, p.password_hash, coalesce(p.password_changed_at, p.created_at)
  from access.staff s join access.person p using (person_id)
  where s.tenant_id = p_tenant_id and s.staff_id = p_staff_id
$$;

create or replace function access.find_second_factor(p_person_id uuid)
returns table (secret_cipher bytea, confirmed_at timestamptz, codes_left int)
language sql stable security definer set search_path = access, pg_temp as $$
  select t.secret_cipher, t.confirmed_at,
         (select count(*)::int from access.recovery_code c where c.person_id = t.person_id and c.used_at is null)
  from access.person_totp t where t.person_id = p_person_id
$$;

-- A new secret that waits for its first code. Answers false when a confirmed one is there.
create or replace function access.offer_totp(p_person_id uuid, p_secret_cipher bytea, p_now timestamptz)
returns boolean
language plpgsql security definer set search_path = access, pg_temp as $$
begin
  insert into access.person_totp (person_id, secret_cipher, created_at) values (p_person_id, p_secret_cipher, p_now)
  on conflict (person_id) do update set secret_cipher = p_secret_cipher, created_at = p_now, last_step = 0
  where person_totp.confirmed_at is null;
  return found;
end $$;

-- Uses up the code of a step: false for one that is not newer than the last.
create or replace function access.use_totp_step(p_person_id uuid, p_step bigint)
returns boolean
language plpgsql security definer set search_path = access, pg_temp as $$
begin
  update access.person_totp t set last_step = p_step where t.person_id = p_person_id and t.last_step < p_step;
  return found;
end $$;

create or replace function access.confirm_totp(p_person_id uuid, p_now timestamptz)
returns boolean
language plpgsql security definer set search_path = access, pg_temp as $$
begin
  update access.person_totp t set confirmed_at = p_now where t.person_id = p_person_id and t.confirmed_at is null;
  return found;
end $$;

create or replace function access.set_recovery_codes(p_person_id uuid, p_hashes bytea[])
returns void
language plpgsql security definer set search_path = access, pg_temp as $$
begin
  delete from access.recovery_code c where c.person_id = p_person_id;
  insert into access.recovery_code (person_id, code_hash) select p_person_id, hash from unnest(p_hashes) as hash;
end $$;

create or replace function access.use_recovery_code(p_person_id uuid, p_hash bytea, p_now timestamptz)
returns boolean
language plpgsql security definer set search_path = access, pg_temp as $$
begin
  update access.recovery_code c set used_at = p_now
  where c.person_id = p_person_id and c.code_hash = p_hash and c.used_at is null;
  return found;
end $$;

create or replace function access.remove_totp(p_person_id uuid)
returns boolean
language plpgsql security definer set search_path = access, pg_temp as $$
begin
  delete from access.recovery_code c where c.person_id = p_person_id;
  delete from access.sign_in_challenge c where c.person_id = p_person_id;
  delete from access.person_totp t where t.person_id = p_person_id;
  return found;
end $$;

create or replace function access.open_challenge(p_token_hash bytea, p_person_id uuid, p_transport text, p_now timestamptz, p_expires_at timestamptz)
returns void
language plpgsql security definer set search_path = access, pg_temp as $$
begin
  delete from access.sign_in_challenge c where c.expires_at <= p_now;
  insert into access.sign_in_challenge (token_hash, person_id, transport, expires_at)
  values (p_token_hash, p_person_id, p_transport, p_expires_at);
end $$;

create or replace function access.find_challenge(p_token_hash bytea, p_now timestamptz)
returns table (person_id uuid, transport text)
language sql stable security definer set search_path = access, pg_temp as $$
  select c.person_id, c.transport from access.sign_in_challenge c
  where c.token_hash = p_token_hash and c.expires_at > p_now
$$;

-- A challenge is met once.
create or replace function access.close_challenge(p_token_hash bytea)
returns boolean
language plpgsql security definer set search_path = access, pg_temp as $$
begin
  delete from access.sign_in_challenge c where c.token_hash = p_token_hash;
  return found;
end $$;

create or replace function access.set_password(p_person_id uuid, p_password_hash text, p_now timestamptz)
returns void
language plpgsql security definer set search_path = access, pg_temp as $$
begin
  update access.person p set password_hash = p_password_hash, password_changed_at = p_now where p.person_id = p_person_id;
  delete from access.sign_in_challenge c where c.person_id = p_person_id;
  update access.password_reset r set used_at = p_now where r.person_id = p_person_id and r.used_at is null;
end $$;

-- Ends the sessions of a person in every tenant, but for one that may stay. Answers which they were.
create or replace function access.end_sessions_of_person(p_person_id uuid, p_keep_session_id uuid, p_now timestamptz)
returns setof uuid
language sql security definer set search_path = access, pg_temp as $$
  update access.session e set revoked_at = p_now
  from access.staff s
  where s.person_id = p_person_id and e.tenant_id = s.tenant_id and e.staff_id = s.staff_id
    and e.revoked_at is null and e.session_id is distinct from p_keep_session_id
  returning e.session_id
$$;

-- Writes down that somebody asked, whether or not the e-mail is known, unless it was asked too often.
create or replace function access.ask_password_reset(p_reset_id uuid, p_email text, p_email_hash bytea, p_language text, p_now timestamptz, p_expires_at timestamptz, p_limit int)
returns void
language plpgsql security definer set search_path = access, platform, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(encode(p_email_hash, 'hex'), 18));
  if (select count(*) from access.password_reset r where r.email_hash = p_email_hash and r.asked_at > p_now - interval '1 hour') >= p_limit then
    return;
  end if;
  delete from access.password_reset r where r.email_hash = p_email_hash and r.asked_at <= p_now - interval '1 day';
  insert into access.password_reset (reset_id, email_hash, person_id, language, asked_at, expires_at)
  values (p_reset_id, p_email_hash, (select p.person_id from access.person p where p.email = p_email), p_language, p_now, p_expires_at);
  perform platform.add_job('send_password_reset', jsonb_build_object('reset_id', p_reset_id));
end $$;

-- The open request behind a job, with the person's address; none for an unknown e-mail.
create or replace function access.find_password_reset(p_reset_id uuid, p_now timestamptz)
returns table (person_id uuid, email text, language text)
language sql stable security definer set search_path = access, pg_temp as $$
  select p.person_id, p.email, r.language
  from access.password_reset r join access.person p using (person_id)
  where r.reset_id = p_reset_id and r.used_at is null and r.token_hash is null and r.expires_at > p_now
$$;

create or replace function access.arm_password_reset(p_reset_id uuid, p_token_hash bytea)
returns boolean
language plpgsql security definer set search_path = access, pg_temp as $$
begin
  update access.password_reset r set token_hash = p_token_hash where r.reset_id = p_reset_id and r.token_hash is null;
  return found;
end $$;

create or replace function access.find_reset_by_token(p_token_hash bytea, p_now timestamptz)
returns table (person_id uuid, email text)
language sql stable security definer set search_path = access, pg_temp as $$
  select p.person_id, p.email
  from access.password_reset r join access.person p using (person_id)
  where r.token_hash = p_token_hash and r.used_at is null and r.expires_at > p_now
$$;

-- A link works once: of two that come at once, one.
create or replace function access.use_password_reset(p_token_hash bytea, p_now timestamptz)
returns boolean
language plpgsql security definer set search_path = access, pg_temp as $$
begin
  update access.password_reset r set used_at = p_now where r.token_hash = p_token_hash and r.used_at is null and r.expires_at > p_now;
  return found;
end $$;

-- Whether a person's post demands a second factor that the person does not have.
create or replace function access.lacks_second_factor(p_tenant_id uuid, p_person_id uuid, p_role text)
returns boolean
language sql stable security definer set search_path = access, pg_temp as $$
  select exists (select from access.policy y where y.tenant_id = p_tenant_id and p_role = any (y.totp_roles))
     and not exists (select from access.person_totp t where t.person_id = p_person_id and t.confirmed_at is not null)
$$;

-- Whether any active post of the person demands a second factor.
create or replace function access.must_have_second_factor(p_person_id uuid)
returns boolean
language sql stable security definer set search_path = access, pg_temp as $$
  select exists (
    select from access.staff s
    join access.role r on r.tenant_id = s.tenant_id and r.role_id = s.role_id
    join access.policy y on y.tenant_id = s.tenant_id
    where s.person_id = p_person_id and s.status = 'active' and r.code = any (y.totp_roles))
$$;

-- Secrets under another key than the newest, a batch at a time.
create or replace function access.list_totp_under_old_keys(p_version int, p_after uuid, p_limit int)
returns table (person_id uuid, secret_cipher bytea)
language sql stable security definer set search_path = access, pg_temp as $$
  select t.person_id, t.secret_cipher from access.person_totp t
  where get_byte(t.secret_cipher, 0) <> p_version and t.person_id > p_after
  order by t.person_id limit p_limit
$$;

-- The same secret under another key, unless the person took a new one meanwhile.
create or replace function access.replace_totp_cipher(p_person_id uuid, p_old bytea, p_new bytea)
returns void
language sql security definer set search_path = access, pg_temp as $$
  update access.person_totp t set secret_cipher = p_new where t.person_id = p_person_id and t.secret_cipher = p_old
$$;

-- The open invitation behind a link. One whose sender has left the house no longer works.
create or replace function access.find_invitation(p_token_hash bytea, p_now timestamptz)
returns table (tenant_id uuid, tenant_name text, invitation_id uuid, email text, name text, role_id uuid, role_name text, role_names jsonb, unit_id uuid, unit_name text, known boolean)
language sql stable security definer set search_path = access, org, pg_temp as $$
  select i.tenant_id, t.name, i.invitation_id, i.email, i.name, i.role_id, r.name, r.names, i.unit_id, u.name,
         exists (select from access.person p where p.email = i.email)
  from access.invitation i
  join access.role r on r.tenant_id = i.tenant_id and r.role_id = i.role_id and r.archived_at is null
  join access.staff s on s.tenant_id = i.tenant_id and s.staff_id = i.invited_by and s.status = 'active'
  join org.v_tenant t on t.tenant_id = i.tenant_id
  join org.v_unit u on u.tenant_id = i.tenant_id and u.unit_id = i.unit_id
  where i.token_hash = p_token_hash and i.accepted_at is null and i.revoked_at is null and i.expires_at > p_now
$$;

-- What signing in leaves behind: failures, challenges, resets, and sessions long over.
create or replace function access.forget_sign_ins(p_soon timestamptz, p_sessions_before timestamptz)
returns bigint
language plpgsql security definer set search_path = access, pg_temp as $$
declare
  v_gone bigint;
begin
  delete from access.sign_in_failure f where f.failed_at < p_soon;
  delete from access.sign_in_challenge c where c.expires_at < p_soon;
  delete from access.password_reset r where r.asked_at < p_soon;
  delete from access.staff_sms_code c where c.sent_at < p_soon;
  delete from access.session e where e.expires_at < p_sessions_before or e.revoked_at < p_sessions_before;
  get diagnostics v_gone = row_count;
  return v_gone;
end $$;
