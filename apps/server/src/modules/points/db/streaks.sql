-- Read and written under the locks of the members' accounts.
-- name: read_streaks :many
select s.member_id, s.behaviour, s.last_date, s.days
from (select distinct k.member_id, k.behaviour from unnest(:member_ids::uuid[], :behaviours::text[]) as k(member_id, behaviour)) k
cross join lateral (
  select s.* from points.streak s where s.tenant_id = :tenant_id and s.member_id = k.member_id and s.behaviour = k.behaviour
) s;

-- name: save_streaks :exec
insert into points.streak as s (tenant_id, member_id, behaviour, last_date, days)
select :tenant_id::uuid, a.member_id, a.behaviour, a.last_date, a.days
from jsonb_to_recordset(:streaks::jsonb) as a(member_id uuid, behaviour text, last_date date, days int)
order by a.member_id, a.behaviour
on conflict (tenant_id, member_id, behaviour) do update set last_date = excluded.last_date, days = excluded.days;
