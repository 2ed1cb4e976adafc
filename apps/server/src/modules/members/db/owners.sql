-- name: hand_over :many
-- The next few customers of one colleague whom the giver reaches, now another's. Whoever was moved is not found again.
with theirs as (
  select m.member_id from members.member m
  where m.tenant_id = :tenant_id and m.owner_staff_id = :from_staff_id
    and (:unit_ids?::uuid[] is null or m.home_unit_id = any (:unit_ids?::uuid[]))
  order by m.member_id
  limit :row_limit
  for no key update
)
update members.member m
set owner_staff_id = :to_staff_id, version = m.version + 1
from theirs
where m.tenant_id = :tenant_id and m.member_id = theirs.member_id
returning m.member_id;

-- name: count_customers :just_one
select count(*)::int as "count!" from members.member m
where m.tenant_id = :tenant_id and m.owner_staff_id = :staff_id
  and (:unit_ids?::uuid[] is null or m.home_unit_id = any (:unit_ids?::uuid[]));
