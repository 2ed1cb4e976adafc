-- name: list_timeline :many
-- What happened to a person, under each id they had, newest first. Each branch gives at most a page, read off its own index; points of a purchase
-- and of a refund are told with it.
select i.at as "at!", i.kind as "kind!", i.ref as "ref!", i.title, i.amount_fen, i.points, i.venue_id, i.admitted, i.what
from (
  (select m.joined_at as at, 'registered' as kind, m.member_id as ref, null::text as title, null::bigint as amount_fen,
          null::bigint as points, null::uuid as venue_id, null::boolean as admitted, null::text as what
   from members.member m
   where m.tenant_id = :tenant_id and m.member_id = any (:member_ids::uuid[]))
  union all
  (select p.business_time, 'purchase', p.purchase_id, null, p.total_fen, p.points, p.venue_id, null, null
   from purchases.v_purchase p
   where p.tenant_id = :tenant_id and p.member_id = any (:member_ids::uuid[])
     and (:before_at?::timestamptz is null or (p.business_time, p.purchase_id) < (:before_at?, :before_ref?::uuid))
   order by p.business_time desc, p.purchase_id desc limit :page_size::int)
  union all
  (select r.business_time, 'refund', r.refund_id, null, -r.amount_fen, -r.points_refunded, r.venue_id, null, null
   from purchases.v_refund r
   where r.tenant_id = :tenant_id and r.member_id = any (:member_ids::uuid[])
     and (:before_at?::timestamptz is null or (r.business_time, r.refund_id) < (:before_at?, :before_ref?::uuid))
   order by r.business_time desc, r.refund_id desc limit :page_size::int)
  union all
  (select a.business_time, 'admission', a.admission_id, g.name, null, null, a.venue_id, a.admitted, null
   from visits.v_admission a
   join visits.v_gate g on g.tenant_id = a.tenant_id and g.gate_id = a.gate_id
   where a.tenant_id = :tenant_id and a.member_id = any (:member_ids::uuid[])
     and (:before_at?::timestamptz is null or (a.business_time, a.admission_id) < (:before_at?, :before_ref?::uuid))
   order by a.business_time desc, a.admission_id desc limit :page_size::int)
  union all
  (select e.business_time, 'points', e.transaction_id, nullif(e.title, ''), null, e.amount, e.venue_id, null, e.kind
   from ledger.v_entry e
   where e.tenant_id = :tenant_id and e.account_id in (select ledger.account_id(i, 'points') from unnest(:member_ids::uuid[]) i) and e.source_type not in ('purchase', 'refund')
     -- A merge is told once: as what it brought to the person's own account, the first.
     and (e.kind not in ('merge', 'unmerge') or e.account_id = ledger.account_id((:member_ids::uuid[])[1], 'points')))
) i
where :before_at?::timestamptz is null or (i.at, i.ref) < (:before_at?, :before_ref?::uuid)
order by i.at desc, i.ref desc
limit :page_size::int;
