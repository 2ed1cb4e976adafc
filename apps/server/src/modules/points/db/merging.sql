-- Counters of two members who are one: what one has had counts for the other. The loser's rows stay as they are, so that an
-- un-merge takes away what came with them.

-- name: add_daily_awards_of :exec
insert into points.daily_award as d (tenant_id, member_id, business_date, points)
select l.tenant_id, :winner_id::uuid, l.business_date, l.points from points.daily_award l where l.tenant_id = :tenant_id and l.member_id = :loser_id
order by l.business_date
on conflict (tenant_id, member_id, business_date) do update set points = d.points + excluded.points;

-- name: take_daily_awards_of :exec
update points.daily_award d set points = d.points - l.points
from points.daily_award l
where l.tenant_id = :tenant_id and l.member_id = :loser_id and d.tenant_id = :tenant_id and d.member_id = :winner_id and d.business_date = l.business_date;

-- name: add_rule_usage_of :exec
insert into points.rule_usage as u (tenant_id, member_id, period, rule_id, points, times)
select l.tenant_id, :winner_id::uuid, l.period, l.rule_id, l.points, l.times from points.rule_usage l where l.tenant_id = :tenant_id and l.member_id = :loser_id
order by l.period, l.rule_id
on conflict (tenant_id, member_id, period, rule_id) do update set points = u.points + excluded.points, times = u.times + excluded.times;

-- name: take_rule_usage_of :exec
update points.rule_usage u set points = greatest(u.points - l.points, 0), times = greatest(u.times - l.times, 0)
from points.rule_usage l
where l.tenant_id = :tenant_id and l.member_id = :loser_id and u.tenant_id = :tenant_id and u.member_id = :winner_id and u.period = l.period and u.rule_id = l.rule_id;

-- name: move_group_awards :many
-- Awards that stand in a day's stack groups compete with the other one's of that day from now on.
update points.group_award set member_id = :to_id::uuid
where tenant_id = :tenant_id and member_id = :from_id and (:transaction_ids?::uuid[] is null or transaction_id = any (:transaction_ids?))
returning transaction_id;

-- name: keep_longer_streaks :exec
-- Days in a row: the row that is younger, and of the same day the longer.
insert into points.streak as s (tenant_id, member_id, behaviour, last_date, days)
select l.tenant_id, :winner_id::uuid, l.behaviour, l.last_date, l.days from points.streak l where l.tenant_id = :tenant_id and l.member_id = :loser_id
order by l.behaviour
on conflict (tenant_id, member_id, behaviour) do update set last_date = excluded.last_date, days = excluded.days
where (excluded.last_date, excluded.days) > (s.last_date, s.days);
