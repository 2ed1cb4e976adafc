-- name: lock_bulk_registration :exec
-- One bulk registration of a tenant at a time: two that share people in another order would wait for each other.
select pg_advisory_xact_lock(hashtextextended('members.bulk ' || :tenant_id::uuid, 0));

-- name: insert_members :many
-- Whoever's phone, external id, card number or reference exists already is left out.
insert into members.member (tenant_id, member_id, card_no, name, name_key, medium_ref, phone_cipher, phone_index, phone_tail,
  home_unit_id, owner_staff_id, source, registered_unit_id, registered_by, qr_code_id, referrer_member_id, scene, external_id, birth_calendar, birth_year, birth_month, birth_day, birth_leap_month, language, sex, joined_at, created_at)
select :tenant_id, r.member_id, r.card_no, r.name, r.name_key, r.medium_ref, r.phone_cipher, r.phone_index, r.phone_tail,
  r.home_unit_id, r.owner_staff_id, r.source, r.registered_unit_id, r.registered_by, r.qr_code_id, r.referrer_member_id, r.scene, r.external_id, r.birth_calendar, r.birth_year, r.birth_month, r.birth_day, r.birth_leap_month, r.language, r.sex, r.joined_at, :created_at
from jsonb_to_recordset(:rows::jsonb) as r(member_id uuid, card_no text, name text, name_key text, medium_ref uuid,
  phone_cipher bytea, phone_index bytea, phone_tail text, home_unit_id uuid, owner_staff_id uuid, source text, registered_unit_id uuid, registered_by uuid,
  qr_code_id uuid, referrer_member_id uuid, scene text, external_id text,
  birth_calendar text, birth_year int, birth_month int, birth_day int, birth_leap_month boolean, language text, sex text, joined_at timestamptz)
on conflict do nothing
returning member_id;

-- name: insert_name_grams :exec
insert into members.name_gram (tenant_id, gram, joined_at, member_id)
select :tenant_id, g.gram, r.joined_at, r.member_id
from jsonb_to_recordset(:rows::jsonb) as r(member_id uuid, joined_at timestamptz, grams jsonb)
cross join lateral jsonb_array_elements_text(r.grams) as g(gram)
order by g.gram, r.joined_at;

-- name: list_holders :many
-- Who already has one of these phones, as their own or as another, or external ids: the person, with what they were found by.
with found as (
  select m.member_id, m.person_id, m.phone_index, m.external_id from members.member m
  where m.tenant_id = :tenant_id and m.phone_index = any (:phone_indexes::bytea[])
  union
  select m.member_id, m.person_id, m.phone_index, m.external_id from members.member m
  where m.tenant_id = :tenant_id and m.external_id = any (:external_ids::text[])
)
select p.member_id as "member_id!", p.home_unit_id as "home_unit_id!", p.owner_staff_id, f.phone_index, f.external_id
from found f
join members.member p on p.tenant_id = :tenant_id and p.member_id = f.person_id;

-- name: list_second_phones :many
select i.value_index, p.member_id as "member_id!", p.home_unit_id as "home_unit_id!", p.owner_staff_id
from members.identity i
join members.member m on m.tenant_id = :tenant_id and m.member_id = i.member_id
join members.member p on p.tenant_id = :tenant_id and p.member_id = m.person_id
where i.tenant_id = :tenant_id and i.kind = 'phone' and i.issuer = '' and i.value_index = any (:indexes::bytea[]);

-- name: carry_phones :exec
-- While two keys are in use: whoever is there under the index of another key gets the one that is asked for now.
select members.carry_phones(:tenant_id::uuid, :others::bytea[], :wanted::bytea[]);
