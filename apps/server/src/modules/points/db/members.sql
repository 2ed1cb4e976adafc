-- What rules may ask about members, each at the time of their event: the tier they had then (without one, the lowest),
-- and only when some rule wants to know, birth and tags.
-- name: read_member_facts :many
select k.member_id as "member_id!", k.at as "at!",
  coalesce(t.code, lowest.code) as tier_code, coalesce(t.coefficient_num, lowest.coefficient_num) as tier_num,
  coalesce(t.coefficient_den, lowest.coefficient_den) as tier_den,
  b.birth_calendar, b.birth_year, b.birth_month, b.birth_day, b.birth_leap_month,
  case when :with_tags::boolean then coalesce((
    select jsonb_agg(g.tag_id order by g.tag_id) from members.v_member_tag g where g.tenant_id = :tenant_id and g.member_id = k.member_id), '[]') end as tag_ids
from (select distinct u.member_id, u.at from unnest(:member_ids::uuid[], :ats::timestamptz[]) as u(member_id, at)) k
left join (select l.code, l.coefficient_num, l.coefficient_den from tiers.v_tier l where l.tenant_id = :tenant_id order by l.rank limit 1) lowest on true
left join lateral (
  select v.code, v.coefficient_num, v.coefficient_den from tiers.v_member_tier v
  where v.tenant_id = :tenant_id and v.member_id = k.member_id and v.valid_from <= k.at and (v.valid_until is null or v.valid_until > k.at)
  order by v.valid_from desc, v.member_tier_id desc limit 1
) t on true
left join lateral (
  select m.birth_calendar, m.birth_year, m.birth_month, m.birth_day, m.birth_leap_month from members.v_member m
  where :with_birthday::boolean and m.tenant_id = :tenant_id and m.member_id = k.member_id limit 1
) b on true;

-- name: find_tier :one
select code, coefficient_num, coefficient_den from tiers.v_tier where tenant_id = :tenant_id and code = :code;
