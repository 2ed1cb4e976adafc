-- name: list_bought :many!
select p.business_time, p.channel, p.out_no, l.item_name, l.quantity, l.amount_fen, l.points, l.refunded_fen
from purchases.purchase p
join purchases.purchase_line l on l.tenant_id = :tenant_id and l.purchase_id = p.purchase_id
where p.tenant_id = :tenant_id and p.member_id = :member_id
order by p.business_time, p.purchase_id, l.line_no;

-- name: redact_refunds :exec
update purchases.refund r set reason = platform.redact(r.reason, :needles::text[])
where r.tenant_id = :tenant_id and r.member_id = :member_id and platform.mentions(r.reason, :needles::text[]);

-- name: redact_order_numbers :exec
-- The till's own number stays what tells an order from another; one that is made of a person's number does not.
update purchases.purchase p set out_no = p.purchase_id::text
where p.tenant_id = :tenant_id and p.member_id = :member_id and platform.mentions(p.out_no, :needles::text[]);

-- name: list_own_ids :many!
select p.purchase_id as id from purchases.purchase p where p.tenant_id = :tenant_id and p.member_id = :member_id
union all
select r.refund_id from purchases.refund r where r.tenant_id = :tenant_id and r.member_id = :member_id;
