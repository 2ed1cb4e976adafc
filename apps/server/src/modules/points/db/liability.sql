-- What owners hold now, and what has moved between the house and them since the beginning of :from, by the sides of the
-- house: movements between owners (transfers, gifts, pools, merges) do not pass there. `net` is what the owners got. Counted
-- back from what is held, so that a month costs a month and not the whole book; measured on 253,000 entries: 1.7 s for
-- adding up everything from the beginning, 0.2 s for this. A business day ends less than two days after its own midnight.
-- name: list_movements :many
select 'moved' as "what!", e.business_date > :to::date as "after!", a.asset as "asset!", a.owner_id as "side?", e.kind as "kind!",
       r.transaction_id is not null as "undoes!", (-sum(e.amount))::bigint as "net!", count(distinct e.transaction_id) as "transactions!"
from ledger.v_entry e
join ledger.v_account a on a.tenant_id = e.tenant_id and a.account_id = e.account_id
left join ledger.v_reversal r on r.tenant_id = e.tenant_id and r.transaction_id = e.transaction_id
where e.tenant_id = :tenant_id and a.owner_type = 'system' and a.asset in ('points', 'points.debt')
  and e.business_time >= (:from::date - 2)::timestamp at time zone 'UTC' and e.business_date >= :from::date
group by e.business_date > :to::date, a.asset, a.owner_id, e.kind, r.transaction_id is not null, e.amount < 0
union all
select 'held', false, a.asset, null, '', false, sum(a.balance)::bigint, 0
from ledger.v_account a
where a.tenant_id = :tenant_id and a.owner_type <> 'system' and a.asset in ('points', 'points.debt')
group by a.asset;

-- Points that run out on each day, in the programme's zone: an instant of expiry is the first of the day after.
-- name: list_expiring_days :many
select (l.expires_at at time zone :zone - interval '1 microsecond')::date as "date!",
       sum(l.remaining)::bigint as "points!", count(distinct a.owner_id) as "members!"
from ledger.v_lot l
join ledger.v_account a on a.tenant_id = l.tenant_id and a.account_id = l.account_id and a.asset = 'points' and a.owner_type in ('member', 'household')
left join members.v_member m on m.tenant_id = a.tenant_id and m.member_id = a.owner_id
where l.tenant_id = :tenant_id and l.remaining > 0 and l.expires_at > :after and l.expires_at <= :until
  and (:unit_ids?::uuid[] is null or m.home_unit_id = any (:unit_ids)) and (:owner_staff_id?::uuid is null or m.owner_staff_id = :owner_staff_id)
group by 1
order by 1;

-- Members whose points run out in a period, for reminders: in id order, so that a long list is read to its end whatever happens meanwhile.
-- name: list_expiring_members :many
select m.member_id as "member_id!", m.name as "name!", m.card_no as "card_no!", sum(l.remaining)::bigint as "points!", min(l.expires_at) as "first_expires_at!"
from ledger.v_lot l
join ledger.v_account a on a.tenant_id = l.tenant_id and a.account_id = l.account_id and a.asset = 'points' and a.owner_type = 'member'
join members.v_member m on m.tenant_id = a.tenant_id and m.member_id = a.owner_id
where l.tenant_id = :tenant_id and l.remaining > 0 and l.expires_at > :after and l.expires_at <= :until
  and (:unit_ids?::uuid[] is null or m.home_unit_id = any (:unit_ids)) and (:owner_staff_id?::uuid is null or m.owner_staff_id = :owner_staff_id)
  and (:member_id?::uuid is null or m.member_id = :member_id)
  and (:after_member_id?::uuid is null or m.member_id > :after_member_id)
group by m.member_id, m.name, m.card_no
order by m.member_id
limit :max_rows::int;
