-- Purchases already known by the caller's own number. Asked under the lock of that number, so a concurrent twin is found.
-- name: find_by_out_no :many
select purchase_id, out_no, member_id, points, total_fen, transaction_id
from purchases.purchase
where tenant_id = :tenant_id and out_no = any (:out_nos::text[]);

-- name: insert_purchases :exec
insert into purchases.purchase (tenant_id, purchase_id, member_id, venue_id, unit_id, channel, out_no, business_time, business_date, total_fen, payments, points, transaction_id, staff_id, recorded_at, sales_channel, paid_from)
select :tenant_id::uuid, p.purchase_id, p.member_id, p.venue_id, p.unit_id, p.channel, p.out_no, p.business_time, p.business_date, p.total_fen, p.payments, p.points, p.transaction_id, p.staff_id, p.recorded_at,
  p.sales_channel, nullif(p.paid_from, 'null'::jsonb)
from jsonb_to_recordset(:purchases::jsonb) as p(purchase_id uuid, member_id uuid, venue_id uuid, unit_id uuid, channel text, out_no text, business_time timestamptz,
  business_date date, total_fen bigint, payments jsonb, points bigint, transaction_id uuid, staff_id uuid, recorded_at timestamptz, sales_channel text, paid_from jsonb);

-- name: insert_lines :exec
insert into purchases.purchase_line (tenant_id, purchase_id, line_no, item_code, item_name, business_type, quantity, amount_fen, own_money_fen, points, category)
select :tenant_id::uuid, l.purchase_id, l.line_no, l.item_code, l.item_name, l.business_type, l.quantity, l.amount_fen, l.own_money_fen, l.points, l.category
from jsonb_to_recordset(:lines::jsonb) as l(purchase_id uuid, line_no int, item_code text, item_name text, business_type text, quantity int, amount_fen bigint, own_money_fen bigint, points bigint, category text);

-- name: find_members_for_purchase :many
select member_id, block_scopes as "block_scopes!", home_unit_id from members.v_member where tenant_id = :tenant_id and member_id = any (:member_ids::uuid[]);

-- Points that could be spent at each purchase's business time, under the accounts' locks.
-- name: list_spendable_points :many!
select b.member_id, b.at, ledger.available(:tenant_id::uuid, ledger.account_id(b.member_id, 'points'), b.at) as available
from unnest(:member_ids::uuid[], :ats::timestamptz[]) as b(member_id, at);

-- name: find_purchase :one
select p.purchase_id, m.person_id as "member_id?", p.venue_id, v.name as "venue_name!", v.time_zone as "time_zone!", p.unit_id, p.channel, coalesce(p.sales_channel, p.channel) as "sales_channel!", p.out_no, p.business_time, p.business_date, p.total_fen,
  p.payments, p.paid_from, p.points, p.refunded_fen, p.points_refunded, p.transaction_id, p.recorded_at, m.home_unit_id as "home_unit_id?", m.owner_staff_id as "owner_staff_id?"
from purchases.purchase p
join org.v_venue v on v.tenant_id = p.tenant_id and v.venue_id = p.venue_id
left join members.v_member m on m.tenant_id = p.tenant_id and m.member_id = p.member_id
where p.tenant_id = :tenant_id and p.purchase_id = :purchase_id;

-- name: list_lines :many
select line_no, item_code, item_name, business_type, category, quantity, amount_fen, own_money_fen, points, refunded_quantity, refunded_fen, reduced_fen
from purchases.purchase_line where tenant_id = :tenant_id and purchase_id = :purchase_id order by line_no;

-- Newest first. :unit_ids null sees every store; a scope sees what was bought in its stores and by its members.
-- name: list_purchases :many
select p.purchase_id, m.person_id as "member_id?", p.venue_id, v.name as "venue_name!", v.time_zone as "time_zone!", p.channel, coalesce(p.sales_channel, p.channel) as "sales_channel!", p.out_no, p.business_time, p.business_date, p.total_fen, p.points,
  p.refunded_fen, p.points_refunded, p.transaction_id, p.recorded_at, l.item_name as "title!", m.name as "member_name?"
from purchases.purchase p
join org.v_venue v on v.tenant_id = p.tenant_id and v.venue_id = p.venue_id
join purchases.purchase_line l on l.tenant_id = p.tenant_id and l.purchase_id = p.purchase_id and l.line_no = 1
left join members.v_member m on m.tenant_id = p.tenant_id and m.member_id = p.member_id
where p.tenant_id = :tenant_id
  and (:member_ids?::uuid[] is null or p.member_id = any (:member_ids))
  and (:venue_id?::uuid is null or p.venue_id = :venue_id)
  and (:unit_ids?::uuid[] is null or p.unit_id = any (:unit_ids) or m.home_unit_id = any (:unit_ids))
  and (:owner_staff_id?::uuid is null or m.owner_staff_id = :owner_staff_id)
  and (:before_time?::timestamptz is null or (p.business_time, p.purchase_id) < (:before_time, :before_id?::uuid))
order by p.business_time desc, p.purchase_id desc
limit :limit::int;

-- name: count_purchases :many
-- At most :limit.
select count(*)::int as "count!" from (
  select 1
  from purchases.purchase p
  left join members.v_member m on m.tenant_id = p.tenant_id and m.member_id = p.member_id
  where p.tenant_id = :tenant_id
    and (:member_ids?::uuid[] is null or p.member_id = any (:member_ids))
    and (:venue_id?::uuid is null or p.venue_id = :venue_id)
    and (:unit_ids?::uuid[] is null or p.unit_id = any (:unit_ids) or m.home_unit_id = any (:unit_ids))
    and (:owner_staff_id?::uuid is null or m.owner_staff_id = :owner_staff_id)
  limit :limit::int
) found;

-- Members named by a file, inside the caller's stores (:unit_ids null: all).
-- name: find_buyers :many
select named_id as "named_id!", member_id as "member_id!", external_id
from members.named_by_file(:tenant_id, :member_ids, :external_ids, :unit_ids?, :owner_staff_id?);
