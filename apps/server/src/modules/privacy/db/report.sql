-- name: count_requests :many!
select r.kind, count(*)::int as "received!",
       count(*) filter (where r.closed_at is null)::int as "open!",
       count(*) filter (where r.state = 'done')::int as "done!",
       count(*) filter (where r.state = 'refused')::int as "refused!",
       count(*) filter (where r.extended_days > 0)::int as "extended!",
       count(*) filter (where (coalesce(r.closed_at, :now::timestamptz) at time zone :time_zone)::date > r.due_date)::int as "late!"
from privacy.subject_request r
where r.tenant_id = :tenant_id and r.received_at >= :from and r.received_at < :to
group by r.kind order by r.kind;

-- name: count_reveals :many!
-- Who looked at full numbers, and how often: the log of audits is the platform's, whose rows every room may read by its view.
select a.actor, a.actor_id, count(*)::int as "count!", count(distinct a.subject_id)::int as "people!"
from platform.v_audit_entry a
where a.tenant_id = :tenant_id and a.action = 'member.revealed' and a.recorded_at >= :from and a.recorded_at < :to
group by a.actor, a.actor_id order by count(*) desc;

-- name: count_audit_actions :many!
select a.action, count(*)::int as "count!"
from platform.v_audit_entry a
where a.tenant_id = :tenant_id and a.action = any (:actions::text[]) and a.recorded_at >= :from and a.recorded_at < :to
group by a.action order by a.action;
