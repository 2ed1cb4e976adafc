-- name: lock_figures :just_one
-- How far this tenant's events are counted; held until they are.
insert into members.figure_state as s (tenant_id) values (:tenant_id::uuid)
on conflict (tenant_id) do update set position = s.position
returning s.position;

-- name: move_figures :exec
update members.figure_state set position = :position::bigint where tenant_id = :tenant_id and position < :position;

-- name: count_activity :exec
-- Adds to days. Somebody who is gone, or was erased, has none.
insert into members.activity_day as d (tenant_id, member_id, business_date, purchases, spent, visits)
select m.tenant_id, m.member_id, r.business_date, r.purchases, r.spent, r.visits
from jsonb_to_recordset(:days::jsonb) as r(member_id uuid, business_date date, purchases int, spent bigint, visits int)
join members.member m on m.tenant_id = :tenant_id and m.member_id = r.member_id and m.erased_at is null
order by r.member_id, r.business_date
on conflict (tenant_id, member_id, business_date) do update
set purchases = d.purchases + excluded.purchases, spent = d.spent + excluded.spent, visits = d.visits + excluded.visits;

-- name: note_tiers :exec
insert into members.figure (tenant_id, member_id, joined_at, tier_code, tier_until)
select m.tenant_id, m.member_id, m.joined_at, r.tier_code, r.tier_until
from jsonb_to_recordset(:tiers::jsonb) as r(member_id uuid, tier_code text, tier_until date)
join members.member m on m.tenant_id = :tenant_id and m.member_id = r.member_id and m.erased_at is null
order by r.member_id
on conflict (tenant_id, member_id) do update set tier_code = excluded.tier_code, tier_until = excluded.tier_until;

-- name: persons_of :many
select member_id as "member_id!", person_id as "person_id!" from members.v_person where tenant_id = :tenant_id and member_id = any (:member_ids::uuid[]);

-- name: refresh_figures :many
select member_id as "member_id!", stage_before as "stage_before!", stage_after as "stage_after!"
from members.refresh_figures(:tenant_id, :member_ids::uuid[], :today::date, :zone::text, :new_days::int, :at_risk_days::int, :sleeping_days::int, :lost_days::int);

-- name: list_due_figures :many
select member_id from members.figure
where tenant_id = :tenant_id and next_change_on <= :today::date
order by next_change_on, member_id limit :row_limit::int;

-- name: try_lifecycle :many
-- How many are at each stage now, and would be by other thresholds.
select f.lifecycle as "stage_before!", n.lifecycle as "stage_after!", count(*)::int as "count!"
from members.member m
left join members.figure g on g.tenant_id = :tenant_id and g.member_id = m.member_id
cross join lateral (select coalesce(g.lifecycle, 'new') as lifecycle) f
cross join lateral (
  select members.lifecycle_of((m.joined_at at time zone :zone::text)::date, g.last_active_on, :today::date, :new_days::int, :at_risk_days::int, :sleeping_days::int, :lost_days::int) as lifecycle
) n
where m.tenant_id = :tenant_id and m.merged_into is null and m.erased_at is null
  and (:unit_ids?::uuid[] is null or m.home_unit_id = any (:unit_ids)) and (:owner_staff_id?::uuid is null or m.owner_staff_id = :owner_staff_id)
group by 1, 2;

-- name: find_figure :one
select f.first_purchase_on, f.last_purchase_on, f.last_visit_on, f.last_active_on, f.purchases_365, f.spent_365, f.visits_365,
       f.purchases, f.spent, f.visits, f.lifecycle, f.lifecycle_since, f.completeness
from members.figure f where f.tenant_id = :tenant_id and f.member_id = :member_id;
