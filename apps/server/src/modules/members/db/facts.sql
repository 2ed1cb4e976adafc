-- name: list_points :many
-- Points of members at an instant. Lots not yet available are pending; what expires first, up to a horizon, is told apart.
with lots as (
  select a.owner_id, l.amount, l.remaining, l.held, l.available_from, l.expires_at, l.origin_lot_id is null or l.root_owner_id is not null as is_new,
         l.remaining > 0 and (l.expires_at is null or l.expires_at > :at) as alive,
         min(l.expires_at) filter (where l.remaining > 0 and l.available_from <= :at and l.expires_at > :at and l.expires_at <= :expiring_until)
           over (partition by a.owner_id) as first_expiry
  from ledger.v_account a
  left join ledger.v_lot l on l.tenant_id = a.tenant_id and l.account_id = a.account_id
  where a.tenant_id = :tenant_id and a.owner_id = any (:member_ids::uuid[]) and a.asset = 'points'
)
select owner_id as "member_id!",
       coalesce(sum(remaining - held) filter (where alive and available_from <= :at), 0)::bigint as "available!",
       coalesce(sum(remaining) filter (where alive and available_from > :at), 0)::bigint as "pending!",
       min(available_from) filter (where alive and available_from > :at) as pending_from,
       coalesce(sum(remaining) filter (where alive and available_from <= :at and expires_at = first_expiry), 0)::bigint as "expiring!",
       first_expiry as expiring_at,
       coalesce(sum(amount) filter (where is_new), 0)::bigint as "lifetime_earned!"
from lots
group by owner_id, first_expiry;

-- name: list_last_seen :many
-- Two index probes for each row of a person: the newest purchase, the newest time through a gate.
select q.person_id as "member_id!", max(s.last_purchase_at) as last_purchase_at, max(s.last_visit_at) as last_visit_at
from members.v_person q
cross join lateral (
  select (select p.business_time from purchases.v_purchase p
          where p.tenant_id = :tenant_id and p.member_id = q.member_id
          order by p.business_time desc, p.purchase_id desc limit 1) as last_purchase_at,
         (select a.business_time from visits.v_admission a
          where a.tenant_id = :tenant_id and a.member_id = q.member_id and a.admitted and a.kind <> 'exit'
          order by a.business_time desc, a.admission_id desc limit 1) as last_visit_at
) s
where q.tenant_id = :tenant_id and q.person_id = any (:member_ids::uuid[])
group by q.person_id;

-- name: list_tags_of :many
select mt.member_id, t.tag_id, t.name, t.kind, t.colour
from members.member_tag mt
join members.tag t on t.tenant_id = mt.tenant_id and t.tag_id = mt.tag_id
where mt.tenant_id = :tenant_id and mt.member_id = any (:member_ids::uuid[]) and t.archived_at is null
order by t.name, t.tag_id;

-- name: get_stats :just_one
select p.purchases_count as "purchases_count!", p.spend_fen as "spend_fen!", p.first_purchase_at,
       v.visits_count as "visits_count!", v.last_visit_at, v.first_visit_at
from (
  select count(*) as purchases_count, coalesce(sum(net_fen), 0)::bigint as spend_fen, min(business_time) as first_purchase_at
  from purchases.v_purchase where tenant_id = :tenant_id and member_id = any (:member_ids::uuid[])
) p
cross join (
  select count(*) filter (where kind = 'entry') as visits_count, max(business_time) as last_visit_at, min(business_time) as first_visit_at
  from visits.v_admission where tenant_id = :tenant_id and member_id = any (:member_ids::uuid[]) and admitted and kind <> 'exit'
) v;

-- name: list_tier_names :many
select code as "code!", name as "name!", names as "names!" from tiers.v_tier where tenant_id = :tenant_id;

-- name: find_tier :one
-- The member's tier at an instant: one of their own, or the lowest there is.
(select t.code as "code!", t.name as "name!", t.names as "names!", t.rank as "rank!", t.coefficient_num as "coefficient_num!",
        t.coefficient_den as "coefficient_den!", t.valid_until, 0 as place
 from tiers.v_member_tier t
 where t.tenant_id = :tenant_id and t.member_id = :member_id and t.valid_from <= :at and (t.valid_until is null or t.valid_until > :at)
 order by t.valid_from desc, t.member_tier_id desc limit 1)
union all
(select b.code, b.name, b.names, b.rank, b.coefficient_num, b.coefficient_den, null, 1
 from tiers.v_tier b where b.tenant_id = :tenant_id order by b.rank limit 1)
order by place limit 1;

-- name: list_tiers_of :many
-- Of each the tier at an instant: one of their own, or the lowest there is.
select m.member_id as "member_id!", t.code as "code!", t.name as "name!", t.names as "names!", t.rank as "rank!"
from unnest(:member_ids::uuid[]) as m(member_id)
cross join lateral (
  (select o.code, o.name, o.names, o.rank, 0 as place from tiers.v_member_tier o
   where o.tenant_id = :tenant_id and o.member_id = m.member_id and o.valid_from <= :at and (o.valid_until is null or o.valid_until > :at)
   order by o.valid_from desc, o.member_tier_id desc limit 1)
  union all
  (select b.code, b.name, b.names, b.rank, 1 from tiers.v_tier b where b.tenant_id = :tenant_id order by b.rank limit 1)
  order by place limit 1
) t;

-- name: find_lowest_tier :one
select code as "code!" from tiers.v_tier where tenant_id = :tenant_id order by rank limit 1;

-- name: list_wallets :many
select owner_id as "member_id!", sum(balance)::bigint as "balance!" from ledger.v_account
where tenant_id = :tenant_id and owner_id = any (:member_ids::uuid[]) and asset in ('cny.principal', 'cny.bonus')
group by owner_id;

-- name: list_figures :many
select member_id, lifecycle, completeness from members.figure
where tenant_id = :tenant_id and member_id = any (:member_ids::uuid[]);
