-- Refunds already known by the caller's own number. Asked under the lock of that number.
-- name: find_refund_by_out_no :one
select refund_id from purchases.refund where tenant_id = :tenant_id and out_no = :out_no::text;

-- name: find_refundable :one
select m.person_id as "member_id?", p.venue_id, p.unit_id, p.transaction_id, m.owner_staff_id as "owner_staff_id?"
from purchases.purchase p
left join members.v_member m on m.tenant_id = p.tenant_id and m.member_id = p.member_id
where p.tenant_id = :tenant_id and p.purchase_id = :purchase_id;

-- Whoever refunds the same purchase waits here, after the member's accounts.
-- name: lock_purchase :one
select payments, paid_from, points_refunded, business_date, member_id
from purchases.purchase where tenant_id = :tenant_id and purchase_id = :purchase_id for update;

-- name: insert_refund :exec
insert into purchases.refund (tenant_id, refund_id, purchase_id, member_id, venue_id, unit_id, out_no, reason, business_time, business_date, amount_fen, deducted_fen, lines, payments, points,
  points_refunded, transaction_ids, staff_id, recorded_at)
select :tenant_id::uuid, :refund_id::uuid, p.purchase_id, p.member_id, p.venue_id, p.unit_id, :out_no?::text, :reason::text, :business_time::timestamptz, :business_date::date, :amount_fen::bigint,
  :deducted_fen::bigint, :lines::jsonb, :payments::jsonb, :points::jsonb, :points_refunded::bigint, :transaction_ids::uuid[], :staff_id?::uuid, :recorded_at::timestamptz
from purchases.purchase p where p.tenant_id = :tenant_id and p.purchase_id = :purchase_id::uuid;

-- name: count_refund :exec
update purchases.purchase set refunded_fen = refunded_fen + :amount_fen::bigint, points_refunded = points_refunded + :points_refunded::bigint
where tenant_id = :tenant_id and purchase_id = :purchase_id;

-- name: count_refunded_lines :exec
update purchases.purchase_line l
set refunded_quantity = l.refunded_quantity + r.quantity, refunded_fen = l.refunded_fen + r.amount_fen,
    reduced_fen = l.reduced_fen + case when r.by_amount then r.amount_fen else 0 end
from jsonb_to_recordset(:lines::jsonb) as r(line_no int, quantity int, amount_fen bigint, by_amount boolean)
where l.tenant_id = :tenant_id and l.purchase_id = :purchase_id and l.line_no = r.line_no;

-- Of one purchase, oldest first; or one by its id.
-- name: list_refunds :many
select refund_id, purchase_id, out_no, reason, business_time, business_date, amount_fen, deducted_fen, lines, payments, points, transaction_ids, recorded_at
from purchases.refund
where tenant_id = :tenant_id and (:purchase_id?::uuid is null or purchase_id = :purchase_id) and (:refund_id?::uuid is null or refund_id = :refund_id)
order by recorded_at, refund_id;
