-- name: find_pairs :many
-- Who agrees with one of these in what tells people apart. Two different ID numbers are two people; so are, with nothing but a
-- name and the end of a phone in common, two birthdays; and nobody is twice in one household. The names that sign-up makes
-- from the phone are nobody's, and what more than :crowd people share tells nobody from another (a birthday that a till fills in).
-- Each sign is asked of the index alone, one person more than a crowd at most.
with asked as materialized (
  select m.member_id, m.name_key, m.phone_tail, m.id_number_index, m.birth_calendar, m.birth_year, m.birth_month, m.birth_day, m.birth_leap_month
  from members.member m
  where m.tenant_id = :tenant_id and m.member_id = any (:member_ids::uuid[]) and m.merged_into is null and m.erased_at is null
), named as (
  select * from asked a where a.name_key !~ '^(会员|member|회원)[0-9]{4}$'
), signs as (
  select a.member_id as one, b.member_id as other, 'id_number' as code
  from asked a
  join members.member b on b.tenant_id = :tenant_id and b.id_number_index = a.id_number_index and b.merged_into is null and b.erased_at is null
  union all
  select a.member_id, b.member_id, 'name_birthday'
  from named a
  cross join lateral (
    select b.member_id, b.id_number_index, count(*) over () as sharing
    from (
      select b.member_id, b.id_number_index from members.member b
      where b.tenant_id = :tenant_id and b.name_key = a.name_key and b.merged_into is null and b.erased_at is null
        and b.birth_year = a.birth_year and b.birth_month = a.birth_month and b.birth_day = a.birth_day
        and b.birth_calendar = a.birth_calendar and b.birth_leap_month = a.birth_leap_month
      limit :crowd::int + 1
    ) b
  ) b
  where b.sharing <= :crowd and (b.id_number_index = a.id_number_index) is not false
  union all
  select a.member_id, b.member_id, 'name_phone_tail'
  from named a
  cross join lateral (
    select b.*, count(*) over () as sharing
    from (
      select b.member_id, b.id_number_index,
             (b.birth_year <> a.birth_year or b.birth_calendar = a.birth_calendar and (b.birth_month, b.birth_day) <> (a.birth_month, a.birth_day)) as other_birth
      from members.member b
      where b.tenant_id = :tenant_id and b.name_key = a.name_key and b.phone_tail = a.phone_tail and b.merged_into is null and b.erased_at is null
      limit :crowd::int + 1
    ) b
  ) b
  where b.sharing <= :crowd and b.other_birth is not true and (b.id_number_index = a.id_number_index) is not false
)
select least(s.one, s.other) as "a_id!", greatest(s.one, s.other) as "b_id!", array_agg(distinct s.code order by s.code) as "reasons!"
from signs s
where s.one <> s.other and not exists (
  select from members.household_member x
  join members.household_member y on y.tenant_id = :tenant_id and y.household_id = x.household_id and y.member_id = s.other and y.left_at is null
  where x.tenant_id = :tenant_id and x.member_id = s.one and x.left_at is null)
group by 1, 2;

-- name: list_open_of :many
-- Pairs that wait with one of these members in them.
select duplicate_id, a_id, b_id, confidence, reasons from members.duplicate
where tenant_id = :tenant_id and state = 'open' and (a_id = any (:member_ids::uuid[]) or b_id = any (:member_ids::uuid[]));

-- name: save_pairs :many
-- What was decided stays decided; what waits learns of new reasons.
insert into members.duplicate as d (tenant_id, duplicate_id, a_id, b_id, confidence, reasons, found_at)
select :tenant_id::uuid, p.duplicate_id, p.a_id, p.b_id, p.confidence, p.reasons, :found_at::timestamptz
from jsonb_to_recordset(:pairs::jsonb) as p(duplicate_id uuid, a_id uuid, b_id uuid, confidence int, reasons text[])
order by p.a_id, p.b_id
on conflict (tenant_id, a_id, b_id) do update set confidence = excluded.confidence, reasons = excluded.reasons
where d.state = 'open' and (d.confidence, d.reasons) is distinct from (excluded.confidence, excluded.reasons)
returning d.duplicate_id, (xmax = 0) as "is_new!";

-- name: drop_pairs :exec
delete from members.duplicate where tenant_id = :tenant_id and duplicate_id = any (:duplicate_ids::uuid[]) and state = 'open';

-- name: list_duplicates :many
-- The surest first; with both people as a list shows them.
select d.duplicate_id, d.confidence, d.reasons, d.state, d.found_at, d.decided_at, d.decided_by, d.decided_actor, d.decision_reason,
       d.a_id, d.b_id
from members.duplicate d
join members.member a on a.tenant_id = :tenant_id and a.member_id = d.a_id
join members.member b on b.tenant_id = :tenant_id and b.member_id = d.b_id
where d.tenant_id = :tenant_id and d.state = :state
  and d.confidence >= :least::int
  and (:member_id?::uuid is null or d.a_id = :member_id or d.b_id = :member_id)
  and (:reason?::text is null or :reason = any (d.reasons))
  and (:before_confidence?::int is null or (d.confidence, d.duplicate_id) < (:before_confidence, :before_id?::uuid))
  and (:unit_ids?::uuid[] is null or a.home_unit_id = any (:unit_ids) and b.home_unit_id = any (:unit_ids))
  and (:owner_staff_id?::uuid is null or a.owner_staff_id = :owner_staff_id and b.owner_staff_id = :owner_staff_id)
order by d.confidence desc, d.duplicate_id desc
limit :row_limit::int;

-- name: count_duplicates :many
select d.state, count(*)::int as "count!", (count(*) filter (where d.confidence >= 90))::int as "sure!"
from members.duplicate d
join members.member a on a.tenant_id = :tenant_id and a.member_id = d.a_id
join members.member b on b.tenant_id = :tenant_id and b.member_id = d.b_id
where d.tenant_id = :tenant_id
  and (:unit_ids?::uuid[] is null or a.home_unit_id = any (:unit_ids) and b.home_unit_id = any (:unit_ids))
  and (:owner_staff_id?::uuid is null or a.owner_staff_id = :owner_staff_id and b.owner_staff_id = :owner_staff_id)
group by d.state;

-- name: find_duplicate :one
select d.duplicate_id, d.a_id, d.b_id, d.state, d.confidence, d.reasons from members.duplicate d
join members.member a on a.tenant_id = :tenant_id and a.member_id = d.a_id
join members.member b on b.tenant_id = :tenant_id and b.member_id = d.b_id
where d.tenant_id = :tenant_id and d.duplicate_id = :duplicate_id
  and (:unit_ids?::uuid[] is null or a.home_unit_id = any (:unit_ids) and b.home_unit_id = any (:unit_ids))
  and (:owner_staff_id?::uuid is null or a.owner_staff_id = :owner_staff_id and b.owner_staff_id = :owner_staff_id)
for update of d;

-- name: decide_duplicate :exec
update members.duplicate
set state = :state::text, decided_at = :decided_at?::timestamptz, decided_by = :decided_by?::uuid, decided_actor = :decided_actor?::text, decision_reason = :reason?::text
where tenant_id = :tenant_id and duplicate_id = :duplicate_id;

-- name: settle_pair :exec
update members.duplicate
set state = :state::text, decided_at = :decided_at::timestamptz, decided_by = :decided_by?::uuid, decided_actor = :decided_actor::text
where tenant_id = :tenant_id and a_id = least(:one::uuid, :other::uuid) and b_id = greatest(:one, :other);

-- name: drop_open_of :exec
-- Who has become somebody else is looked for anew as that one.
delete from members.duplicate where tenant_id = :tenant_id and state = 'open' and (a_id = :member_id or b_id = :member_id);

-- name: page_of_members :many
select member_id from members.member
where tenant_id = :tenant_id and member_id > :after and merged_into is null and erased_at is null
order by member_id limit :row_limit::int;

-- name: count_persons :just_one
select count(*)::int as "count!" from members.member where tenant_id = :tenant_id and merged_into is null and erased_at is null;
