-- name: list_member_facts :many
-- What a rule may ask of these people. Those who were merged or erased have no facts.
select m.member_id, m.joined_at, m.birth_calendar, m.birth_year, m.birth_month, m.birth_day, m.birth_leap_month, m.sex, m.source, m.language, m.home_unit_id,
       m.phone_index is not null as "has_phone!", coalesce(f.lifecycle, 'new') as "lifecycle!", f.last_active_on, f.last_purchase_on, f.last_visit_on,
       coalesce(f.purchases_365, 0) as "purchases_365!", coalesce(f.spent_365, 0)::bigint as "spent_365!", coalesce(f.visits_365, 0) as "visits_365!",
       coalesce(f.purchases, 0) as "purchases!", coalesce(f.spent, 0)::bigint as "spent!", coalesce(f.visits, 0) as "visits!",
       coalesce(f.completeness, 0) as "completeness!",
       case when f.tier_until is null or f.tier_until >= :today::date then f.tier_code end as tier_code,
       array(select mt.tag_id from members.member_tag mt
             join members.tag t on t.tenant_id = mt.tenant_id and t.tag_id = mt.tag_id
             where mt.tenant_id = :tenant_id and mt.member_id = m.member_id and t.kind = 'manual' and t.archived_at is null) as "tag_ids!"
from members.member m
left join members.figure f on f.tenant_id = :tenant_id and f.member_id = m.member_id
where m.tenant_id = :tenant_id and m.member_id = any (:member_ids::uuid[]) and m.merged_into is null and m.erased_at is null
order by m.member_id;

-- name: list_automatic_tags :many
select tag_id, rule, rule_version from members.tag
where tenant_id = :tenant_id and kind = 'automatic' and archived_at is null and (:tag_id?::uuid is null or tag_id = :tag_id)
order by tag_id;

-- name: list_held_tags :many
select member_id, tag_id from members.member_tag
where tenant_id = :tenant_id and member_id = any (:member_ids::uuid[]) and tag_id = any (:tag_ids::uuid[]);

-- name: give_tags_to :many
insert into members.member_tag (tenant_id, tag_id, member_id, created_at)
select :tenant_id::uuid, r.tag_id, r.member_id, :at::timestamptz
from jsonb_to_recordset(:given::jsonb) as r(tag_id uuid, member_id uuid)
order by r.tag_id, r.member_id
on conflict do nothing
returning tag_id, member_id;

-- name: take_tags_from :many
delete from members.member_tag mt
using jsonb_to_recordset(:taken::jsonb) as r(tag_id uuid, member_id uuid)
where mt.tenant_id = :tenant_id and mt.tag_id = r.tag_id and mt.member_id = r.member_id
returning mt.tag_id, mt.member_id;

-- name: write_hits :exec
insert into members.tag_hit (tenant_id, tag_hit_id, tag_id, member_id, added, rule_version, why, at)
select :tenant_id::uuid, r.tag_hit_id, r.tag_id, r.member_id, r.added, r.rule_version, r.why, :at::timestamptz
from jsonb_to_recordset(:hits::jsonb) as r(tag_hit_id uuid, tag_id uuid, member_id uuid, added boolean, rule_version int, why jsonb);

-- name: list_hits :many
-- Newest first: of one person under each id they have had, or of one tag.
select h.tag_hit_id, h.tag_id, h.member_id, h.added, h.rule_version, h.why, h.at, t.name, t.kind, t.colour, m.name as member_name, m.card_no
from members.tag_hit h
join members.tag t on t.tenant_id = :tenant_id and t.tag_id = h.tag_id
join members.member m on m.tenant_id = :tenant_id and m.member_id = h.member_id
where h.tenant_id = :tenant_id
  and (:member_ids?::uuid[] is null or h.member_id = any (:member_ids))
  and (:tag_id?::uuid is null or h.tag_id = :tag_id)
  and (:before_id?::uuid is null or h.tag_hit_id < :before_id)
  and (:unit_ids?::uuid[] is null or m.home_unit_id = any (:unit_ids)) and (:owner_staff_id?::uuid is null or m.owner_staff_id = :owner_staff_id)
order by h.tag_hit_id desc
limit :row_limit::int;

-- name: count_tagged :many
-- How many of those in sight have each tag.
select mt.tag_id, count(*)::int as "members!"
from members.member_tag mt
join members.member m on m.tenant_id = :tenant_id and m.member_id = mt.member_id and m.merged_into is null
where mt.tenant_id = :tenant_id
  and (:unit_ids?::uuid[] is null or m.home_unit_id = any (:unit_ids)) and (:owner_staff_id?::uuid is null or m.owner_staff_id = :owner_staff_id)
group by mt.tag_id;

-- name: lock_tag :one
select tag_id, name, kind, colour, group_name, rule, rule_version, version, archived_at from members.tag
where tenant_id = :tenant_id and tag_id = :tag_id for update;

-- name: page_in_sight :many
select m.member_id from members.member m
where m.tenant_id = :tenant_id and m.member_id < :before and m.merged_into is null and m.erased_at is null
  and (:unit_ids?::uuid[] is null or m.home_unit_id = any (:unit_ids)) and (:owner_staff_id?::uuid is null or m.owner_staff_id = :owner_staff_id)
order by m.member_id desc limit :row_limit::int;

-- name: count_in_sight :just_one
select count(*)::int as "count!" from members.member m
where m.tenant_id = :tenant_id and m.merged_into is null and m.erased_at is null
  and (:unit_ids?::uuid[] is null or m.home_unit_id = any (:unit_ids)) and (:owner_staff_id?::uuid is null or m.owner_staff_id = :owner_staff_id);
