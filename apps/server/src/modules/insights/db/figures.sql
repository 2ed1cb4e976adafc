-- name: list_entries :many!
-- Admitted entries by day and venue, and by hour of the venue's clock on the two days that are compared: one range of
-- an index read once. A row of a mere day has no hour. `entries_until`: up to the same time of day.
select a.business_date, a.venue_id,
       case when a.business_date in (:date::date, :compare_date::date) and a.time_precision = 'second'
            then extract(hour from a.business_time at time zone v.time_zone)::int end as "hour?",
       count(*)::int as entries,
       (count(*) filter (where a.business_time < :compare_until))::int as entries_until
from visits.v_admission a
join org.v_venue v on v.tenant_id = :tenant_id and v.venue_id = a.venue_id
where a.tenant_id = :tenant_id and a.business_date between :first_date and :date::date and a.venue_id = any (:venue_ids::uuid[])
  and a.kind = 'entry' and a.admitted
group by 1, 2, 3;

-- name: list_spend :many!
-- What was spent by day and venue, with the points that the book gave for it: purchases, less what was given back on the day.
select p.business_date, p.venue_id,
       sum(p.spend_fen)::bigint as spend_fen,
       coalesce(sum(p.spend_fen) filter (where p.business_time < :compare_until), 0)::bigint as spend_until_fen,
       coalesce(sum(p.spend_fen) filter (where p.member_id is not null), 0)::bigint as member_spend_fen,
       sum(p.points)::bigint as points,
       coalesce(sum(p.points) filter (where p.business_time < :compare_until), 0)::bigint as points_until
from (
  select b.business_date, b.venue_id, b.business_time, b.member_id, b.total_fen as spend_fen, b.points
  from purchases.v_purchase b
  where b.tenant_id = :tenant_id and b.business_date between :first_date and :date::date and b.venue_id = any (:venue_ids::uuid[])
  union all
  select r.business_date, r.venue_id, r.business_time, r.member_id, -r.amount_fen, -r.points_refunded
  from purchases.v_refund r
  where r.tenant_id = :tenant_id and r.business_date between :first_date and :date::date and r.venue_id = any (:venue_ids::uuid[])
) p
group by 1, 2;

-- name: list_awards :many!
-- Points given without a purchase, by day and venue (none: of the whole group).
select e.business_date, sum(e.amount)::bigint as points,
       coalesce(sum(e.amount) filter (where e.business_time < :compare_until), 0)::bigint as points_until
from ledger.v_entry e
where e.tenant_id = :tenant_id and e.business_date between :first_date and :date::date and e.kind = 'award'
  and e.entry_no is not null and e.amount > 0
  and (e.venue_id = any (:venue_ids::uuid[]) or (:whole_group and e.venue_id is null))
group by 1;

-- name: list_new_members :many!
-- Days of one zone and cut-off, by the unit that is the member's home.
select ((m.joined_at at time zone :time_zone) - make_interval(mins => :cutoff_minutes::int))::date as business_date, m.home_unit_id,
       count(*)::int as members,
       (count(*) filter (where m.joined_at < :compare_until))::int as members_until
from members.v_member m
where m.tenant_id = :tenant_id and m.person_id = m.member_id and m.joined_at >= :from and m.joined_at < :until
  and (:unit_ids?::uuid[] is null or m.home_unit_id = any (:unit_ids?))
group by 1, 2;

-- name: list_check_ins :many!
-- Check-ins of a day by place; a row may stand for several.
select g.gate_id, g.code, g.name, g.x::float8 as "x?", g.y::float8 as "y?", c.check_ins
from (
  select a.gate_id, sum(a.quantity)::int as check_ins
  from visits.v_admission a
  where a.tenant_id = :tenant_id and a.business_date = :date and a.venue_id = any (:venue_ids::uuid[]) and a.kind = 'check_in' and a.admitted
  group by a.gate_id
) c
join visits.v_gate g on g.tenant_id = :tenant_id and g.gate_id = c.gate_id
order by c.check_ins desc, g.code, g.gate_id;
