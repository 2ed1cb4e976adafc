-- A short name or number in Latin letters (Li, A-7's 7, the external number 100) is a word of its own: in the middle of Lily,
-- of an id or of another number it is not meant. Null for what is looked for wherever it stands.
create or replace function platform.word_pattern(p_needle text)
returns text
language sql immutable parallel safe as $$
  select case when p_needle ~ '^[0-9A-Za-z]{1,7}$' then '(?<![0-9A-Za-z])' || p_needle || '(?![0-9A-Za-z])' end;
$$;

-- What a person's name or number is replaced with where it stands in free text.
create or replace function platform.redact(p_text text, p_needles text[])
returns text
language plpgsql immutable parallel safe as $$
declare
  v_needle text;
  v_word text;
begin
  foreach v_needle in array p_needles loop
    v_word := platform.word_pattern(v_needle);
    p_text := case when v_word is null then replace(p_text, v_needle, '▇▇') else regexp_replace(p_text, v_word, '▇▇', 'g') end;
  end loop;
  return p_text;
end $$;

-- In JSON only texts are words about somebody: a number that looks like theirs is an amount, and keys are the program's.
create or replace function platform.redact(p_json jsonb, p_needles text[])
returns jsonb
language plpgsql immutable parallel safe as $$
begin
  return case jsonb_typeof(p_json)
    when 'string' then to_jsonb(platform.redact(p_json #>> '{}', p_needles))
    when 'array' then coalesce(
      (select jsonb_agg(platform.redact(a.value, p_needles) order by a.no) from jsonb_array_elements(p_json) with ordinality as a(value, no)), '[]')
    when 'object' then coalesce((select jsonb_object_agg(o.key, platform.redact(o.value, p_needles)) from jsonb_each(p_json) as o), '{}')
    else p_json
  end;
end $$;

create or replace function platform.mentions(p_text text, p_needles text[])
returns boolean
language sql immutable parallel safe as $$
  select exists (
    select from unnest(p_needles) n
    where case when strpos(p_text, n) = 0 then false else coalesce(p_text ~ platform.word_pattern(n), true) end);
$$;

-- The log of audits is append-only for the application. Of somebody who has left, their name and numbers are taken out of
-- free words about them (p_about) or by them; who did what, when and from where stays.
create or replace function platform.redact_audit(p_tenant_id uuid, p_member_id uuid, p_about uuid[], p_needles text[])
returns int
language plpgsql security definer set search_path = platform, pg_temp as $$
declare
  v_changed int;
begin
  update platform.audit_entry a
  set before = platform.redact(a.before, p_needles), after = platform.redact(a.after, p_needles), reason = platform.redact(a.reason, p_needles)
  where a.tenant_id = p_tenant_id and (a.subject_id = any (p_about) or a.actor_id = p_member_id)
    and platform.mentions(concat(a.before::text, a.after::text, a.reason), p_needles);
  get diagnostics v_changed = row_count;
  return v_changed;
end $$;

-- What two people decided about them.
create or replace function platform.redact_approvals(p_tenant_id uuid, p_about uuid[], p_needles text[])
returns void
language sql as $$
  update platform.approval a
  set reason = platform.redact(a.reason, p_needles), decision_reason = platform.redact(a.decision_reason, p_needles),
      input = platform.redact(a.input, p_needles), effect = platform.redact(a.effect, p_needles), result = platform.redact(a.result, p_needles)
  where a.tenant_id = p_tenant_id and a.subject_id = any (p_about)
    and platform.mentions(concat(a.reason, a.decision_reason, a.input::text, a.effect::text, a.result::text), p_needles);
$$;

-- One page of the event log after p_after: free words (a reason, a title) in what was told about them. Answers where the page
-- ends; null when it was the last.
create or replace function platform.redact_events(p_tenant_id uuid, p_about uuid[], p_needles text[], p_after bigint, p_limit int)
returns bigint
language plpgsql security definer set search_path = platform, pg_temp as $$
declare
  v_last bigint;
  v_seen int;
begin
  select max(p.position), count(*) into v_last, v_seen
  from (select e.position from platform.event e where e.tenant_id = p_tenant_id and e.position > p_after order by e.position limit p_limit) p;
  update platform.event e
  set payload = platform.redact(e.payload, p_needles)
  where e.tenant_id = p_tenant_id and e.position > p_after and e.position <= v_last
    and (e.subject_id = any (p_about) or e.payload ->> 'member_id' = any (p_about::text[]))
    and platform.mentions(e.payload::text, p_needles);
  return case when v_seen = p_limit then v_last end;
end $$;

-- What has not yet its place in the log.
create or replace function platform.redact_outbox(p_tenant_id uuid, p_about uuid[], p_needles text[])
returns void
language sql security definer set search_path = platform, pg_temp as $$
  update platform.outbox o
  set payload = platform.redact(o.payload, p_needles)
  where o.tenant_id = p_tenant_id and (o.subject_id = any (p_about) or o.payload ->> 'member_id' = any (p_about::text[]))
    and platform.mentions(o.payload::text, p_needles);
$$;
