create or replace function privacy.note_key_version(p_version int, p_now timestamptz)
returns void
language sql security definer set search_path = privacy, pg_temp as $$
  insert into privacy.key_version (version, first_seen_at) values (p_version, p_now) on conflict do nothing;
$$;
