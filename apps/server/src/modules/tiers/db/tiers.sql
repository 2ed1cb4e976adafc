-- name: list_tiers_at :many
-- The tier of each member at an instant. A member without one of their own has the lowest, told by set_at being null.
select m.member_id as "member_id!", t.tier_id as "tier_id!", t.code as "code!", t.name as "name!", t.names as "names!", t.rank as "rank!",
       t.coefficient_num as "coefficient_num!", t.coefficient_den as "coefficient_den!", t.valid_from as set_at, t.valid_until
from unnest(:member_ids::uuid[]) as m(member_id)
cross join lateral (
  (select o.tier_id, o.code, o.name, o.names, o.rank, o.coefficient_num, o.coefficient_den, o.valid_from, o.valid_until, 0 as place
   from tiers.v_member_tier o
   where o.tenant_id = :tenant_id and o.member_id = m.member_id and o.valid_from <= :at
     and (o.valid_until is null or o.valid_until > :at)
   order by o.valid_from desc, o.member_tier_id desc limit 1)
  union all
  (select b.tier_id, b.code, b.name, b.names, b.rank, b.coefficient_num, b.coefficient_den, null, null, 1
   from tiers.v_tier b where b.tenant_id = :tenant_id order by b.rank limit 1)
  order by place limit 1
) t;

-- name: end_current_tier :exec
update tiers.member_tier set replaced_at = greatest(:at, valid_from)
where tenant_id = :tenant_id and member_id = :member_id and replaced_at is null;

-- name: list_member_tiers :many
-- What was set for a member, newest first.
select m.member_tier_id, t.code, t.name, t.names, t.rank, m.valid_from, m.valid_until, m.replaced_at, m.reason, m.staff_id, m.key_id,
       m.recorded_at
from tiers.member_tier m
join tiers.tier t on t.tenant_id = m.tenant_id and t.tier_id = m.tier_id
where m.tenant_id = :tenant_id and m.member_id = any (:member_ids::uuid[])
order by m.valid_from desc, m.member_tier_id desc
limit 100;

-- name: insert_tiers :exec
insert into tiers.member_tier (tenant_id, member_tier_id, member_id, tier_id, valid_from, reason, recorded_at)
select :tenant_id::uuid, r.member_tier_id, r.member_id, t.tier_id, r.valid_from, :reason, :recorded_at
from jsonb_to_recordset(:tiers::jsonb) as r(member_tier_id uuid, member_id uuid, tier_code text, valid_from timestamptz)
join tiers.tier t on t.tenant_id = :tenant_id and t.code = r.tier_code;
