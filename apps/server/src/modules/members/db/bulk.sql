-- name: forget_selections :exec
-- Selections that nobody used within a day; of works long over whom they were for.
with unused as (
  delete from members.selection s
  where s.tenant_id = :tenant_id and s.expires_at < :now
    and not exists (select from members.bulk b where b.tenant_id = s.tenant_id and b.selection_id = s.selection_id)
), old as (
  select b.bulk_id, b.selection_id from members.bulk b where b.tenant_id = :tenant_id and b.requested_at < :used_before
), parts as (
  delete from members.selection_part p using old where p.tenant_id = :tenant_id and p.selection_id = old.selection_id
)
delete from members.bulk_part p using old where p.tenant_id = :tenant_id and p.bulk_id = old.bulk_id;

-- name: sum_parts :just_one
select coalesce(sum(cardinality(member_ids)), 0)::int as "people!" from members.selection_part
where tenant_id = :tenant_id and selection_id = :selection_id;

-- name: lock_persons :many
-- Who these are now, each person once, locked in the order of ids.
select m.member_id, m.card_no, m.home_unit_id, m.owner_staff_id, m.status, m.erased_at
from members.member m
where m.tenant_id = :tenant_id and m.member_id in (
  select o.person_id from members.member o
  where o.tenant_id = :tenant_id and o.member_id = any (:member_ids::uuid[]))
order by m.member_id
for no key update;

-- name: weigh_selection :just_one
-- What an action would do to the people of a selection, and what they hold.
with people as (
  select distinct m.person_id as member_id
  from members.selection_part p
  cross join unnest(p.member_ids) as u(member_id)
  join members.member m on m.tenant_id = p.tenant_id and m.member_id = u.member_id
  where p.tenant_id = :tenant_id and p.selection_id = :selection_id
), judged as (
  select m.member_id,
         m.erased_at is null
         and (:unit_ids?::uuid[] is null or m.home_unit_id = any (:unit_ids?::uuid[]))
         and (:owner_staff_id?::uuid is null or m.owner_staff_id = :owner_staff_id?::uuid) as is_reached,
         case :action::text
           when 'tag' then not exists (select from members.member_tag t where t.tenant_id = m.tenant_id and t.tag_id = :target_id?::uuid and t.member_id = m.member_id)
           when 'untag' then exists (select from members.member_tag t where t.tenant_id = m.tenant_id and t.tag_id = :target_id?::uuid and t.member_id = m.member_id)
           when 'block' then m.status = 'active'
           when 'unblock' then m.status = 'blocked'
           else m.owner_staff_id is distinct from :target_id?::uuid
         end as is_changed
  from people q
  join members.member m on m.tenant_id = :tenant_id and m.member_id = q.member_id
)
select count(*)::int as "people!",
       count(*) filter (where is_reached and is_changed)::int as "changes!",
       count(*) filter (where is_reached and not is_changed)::int as "unchanged!",
       count(*) filter (where not is_reached)::int as "left_out!",
       coalesce(sum(a.points), 0)::bigint as "points!",
       coalesce(sum(a.wallet_fen), 0)::bigint as "wallet_fen!"
from judged j
left join lateral (
  select sum(balance) filter (where asset = 'points') as points, sum(balance) filter (where asset in ('cny.principal', 'cny.bonus')) as wallet_fen
  from ledger.v_account v where v.tenant_id = :tenant_id and v.owner_id = j.member_id
) a on j.is_reached and j.is_changed;

-- name: assign_many :many
-- The nil id is nobody.
update members.member m set owner_staff_id = u.owner_staff_id, version = m.version + 1
from (select g.member_id, nullif(g.owner, '00000000-0000-0000-0000-000000000000') as owner_staff_id
      from unnest(:member_ids::uuid[], :owners::uuid[]) as g(member_id, owner)) u
where m.tenant_id = :tenant_id and m.member_id = u.member_id and m.owner_staff_id is distinct from u.owner_staff_id
returning m.member_id;

-- name: raise_versions :exec
update members.member set version = version + 1
where tenant_id = :tenant_id and member_id = any (:member_ids::uuid[]);

-- name: write_part :exec
-- Of a part that is tried again, those who are changed now stand behind those who were before.
insert into members.bulk_part as p (tenant_id, bulk_id, part_no, member_ids, before)
values (:tenant_id, :bulk_id, :part_no, :member_ids, :before)
on conflict (tenant_id, bulk_id, part_no)
do update set member_ids = p.member_ids || excluded.member_ids, before = p.before || excluded.before;

-- name: count_changed :just_one
select coalesce(sum(cardinality(member_ids)), 0)::int as "changed!" from members.bulk_part
where tenant_id = :tenant_id and bulk_id = :bulk_id;
