-- What has been used before an event. All of it is read under the locks of the members' accounts, and changed under them.

-- name: read_rule_usage :many
select u.member_id, u.period, u.rule_id, u.points, u.times
from (select distinct k.member_id, k.period from unnest(:member_ids::uuid[], :periods::text[]) as k(member_id, period)) k
cross join lateral (
  select u.member_id, u.period, u.rule_id, u.points, u.times from points.rule_usage u
  where u.tenant_id = :tenant_id and u.member_id = k.member_id and u.period = k.period
) u;

-- Each (member, period, rule) at most once per call.
-- name: add_rule_usage :exec
insert into points.rule_usage as u (tenant_id, member_id, period, rule_id, points, times)
select :tenant_id::uuid, a.member_id, a.period, a.rule_id, a.points, a.times
from jsonb_to_recordset(:takes::jsonb) as a(member_id uuid, period text, rule_id uuid, points bigint, times int)
order by a.member_id, a.period, a.rule_id
on conflict (tenant_id, member_id, period, rule_id) do update set points = u.points + excluded.points, times = u.times + excluded.times;

-- Shared by everybody who earns by these rules: asked for after all other locks.
-- name: lock_rule_budgets :many
select rule_id, points from points.rule_budget
where tenant_id = :tenant_id and rule_id = any (:rule_ids::uuid[])
order by rule_id
for update;

-- name: read_rule_budgets :many
select rule_id, points from points.rule_budget where tenant_id = :tenant_id and rule_id = any (:rule_ids::uuid[]);

-- name: open_rule_budget :exec
insert into points.rule_budget (tenant_id, rule_id) values (:tenant_id, :rule_id) on conflict do nothing;

-- name: add_rule_budgets :exec
update points.rule_budget b set points = b.points + a.points
from jsonb_to_recordset(:takes::jsonb) as a(rule_id uuid, points bigint)
where b.tenant_id = :tenant_id and b.rule_id = a.rule_id;

-- What stands in the stack groups of members' days.
-- name: read_group_awards :many
select g.member_id, g.business_date, g.stack_group, g.transaction_id, g.line_no, g.source, g.points, g.counted
from (select distinct k.member_id, k.business_date from unnest(:member_ids::uuid[], :business_dates::date[]) as k(member_id, business_date)) k
cross join lateral (
  select g.* from points.group_award g
  where g.tenant_id = :tenant_id and g.member_id = k.member_id and g.business_date = k.business_date and g.replaced_by is null
) g
order by g.transaction_id, g.line_no;

-- name: insert_group_awards :exec
insert into points.group_award (tenant_id, member_id, business_date, stack_group, transaction_id, line_no, source, points, counted, replaced_by)
select :tenant_id::uuid, a.member_id, a.business_date, a.stack_group, a.transaction_id, a.line_no, a.source, a.points, a.counted, a.replaced_by
from jsonb_to_recordset(:awards::jsonb) as a(member_id uuid, business_date date, stack_group text, transaction_id uuid, line_no int, source text,
  points bigint, counted bigint, replaced_by uuid);

-- name: replace_group_awards :exec
update points.group_award g set replaced_by = a.replaced_by
from jsonb_to_recordset(:replaced::jsonb) as a(transaction_id uuid, line_no int, replaced_by uuid)
where g.tenant_id = :tenant_id and g.transaction_id = a.transaction_id and g.line_no = a.line_no;

-- name: read_monthly_awards :many
select k.member_id as "member_id!", k.month as "month!", coalesce(sum(d.points), 0)::bigint as "points!"
from (select distinct k.member_id, k.month from unnest(:member_ids::uuid[], :months::date[]) as k(member_id, month)) k
left join points.daily_award d on d.tenant_id = :tenant_id and d.member_id = k.member_id and d.business_date >= k.month
  and d.business_date < k.month + interval '1 month'
group by k.member_id, k.month;

-- name: list_group_awards_of :many
select stack_group, line_no, points, replaced_by from points.group_award
where tenant_id = :tenant_id and transaction_id = :transaction_id
order by line_no;

-- name: reduce_group_award :exec
update points.group_award
set points = greatest(points - :amount::bigint, 0), counted = greatest(counted - :amount, 0)
where tenant_id = :tenant_id and transaction_id = :transaction_id and line_no = :line_no;
