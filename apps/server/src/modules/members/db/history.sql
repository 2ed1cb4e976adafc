-- name: list_visits :many
select a.admission_id, a.kind, a.admitted, a.business_time, a.venue_id, g.name as gate_name
from visits.v_admission a
join visits.v_gate g on g.tenant_id = a.tenant_id and g.gate_id = a.gate_id
where a.tenant_id = :tenant_id and a.member_id = any (:member_ids::uuid[])
  and (:before_at?::timestamptz is null or (a.business_time, a.admission_id) < (:before_at?, :before_id?::uuid))
order by a.business_time desc, a.admission_id desc
limit :page_size::int;

-- name: list_purchases :many
select purchase_id, venue_id, business_time, business_date, total_fen, refunded_fen as "refunded_fen!", net_points as "points!"
from purchases.v_purchase
where tenant_id = :tenant_id and member_id = any (:member_ids::uuid[])
  and (:before_at?::timestamptz is null or (business_time, purchase_id) < (:before_at?, :before_id?::uuid))
order by business_time desc, purchase_id desc
limit :page_size::int;

-- name: get_stored_value :just_one
-- Money that was paid in, and what was given on top of it.
select coalesce(sum(a.balance) filter (where a.asset = 'cny.principal'), 0)::bigint as "principal_fen!",
       coalesce(sum(a.balance) filter (where a.asset = 'cny.bonus'), 0)::bigint as "bonus_fen!"
from ledger.v_account a
where a.tenant_id = :tenant_id
  and a.account_id in (select ledger.account_id(:member_id::uuid, x.asset) from unnest(array['cny.principal', 'cny.bonus']) x(asset));
