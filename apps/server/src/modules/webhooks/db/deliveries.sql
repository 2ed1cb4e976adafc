-- name: claim_deliveries :many
-- The lease ends by itself: whoever dies with a message in hand delays it, and it goes out again under the same id.
-- Materialized: joined as a subquery it may run more than once, and each run takes `count` more.
with n as materialized (
  select q.delivery_id from webhooks.delivery q
  where q.tenant_id = :tenant_id and q.endpoint_id = :endpoint_id::uuid and q.state = 'waiting' and q.due_at <= :now::timestamptz
    and (q.leased_until is null or q.leased_until < :now)
  order by q.due_at, q.event_position limit :count::int for update skip locked
)
update webhooks.delivery d set leased_until = :leased_until::timestamptz from n
where d.tenant_id = :tenant_id and d.delivery_id = n.delivery_id
returning d.delivery_id, d.event_id, d.event_position, d.type, d.subject_id, d.payload, d.business_time, d.attempts, d.is_test;

-- name: release_deliveries :exec
update webhooks.delivery d set leased_until = null
where d.tenant_id = :tenant_id and d.delivery_id = any (:delivery_ids::uuid[]) and d.state = 'waiting';

-- name: save_attempt :exec
insert into webhooks.attempt (tenant_id, attempt_id, delivery_id, attempted_at, duration_ms, status, error, ip, response_excerpt)
values (:tenant_id, :attempt_id::uuid, :delivery_id::uuid, :attempted_at::timestamptz, :duration_ms::int, :status?::int, :error?, :ip?, :excerpt);

-- name: finish_attempt :exec
-- A delivery that somebody finished or replayed meanwhile, after the lease had run out, keeps what they wrote.
update webhooks.delivery d
set attempts = d.attempts + 1, state = :state, due_at = coalesce(:due_at?::timestamptz, d.due_at), leased_until = null,
    last_status = :status?::int, last_error = :error?, finished_at = :finished_at?::timestamptz
where d.tenant_id = :tenant_id and d.delivery_id = :delivery_id::uuid and d.state = 'waiting';

-- name: queue_replay :many
-- Some of what was sent or given up in a span of time and stands in the log of deliveries, in the order of events.
update webhooks.delivery d
set state = 'waiting', attempts = 0, due_at = :now::timestamptz, leased_until = null, finished_at = null
from (
  select r.delivery_id from webhooks.delivery r
  where r.tenant_id = :tenant_id and r.endpoint_id = :endpoint_id::uuid and r.state = any (:states::text[])
    and r.created_at >= :from_time::timestamptz and r.created_at < :to_time::timestamptz
    and (:types?::text[] is null or r.type = any (:types?))
    and not r.is_test and r.event_position > :after::bigint
  order by r.event_position limit :count::int for update
) n
where d.tenant_id = :tenant_id and d.delivery_id = n.delivery_id
returning d.event_position;

-- name: queue_missed :many
-- Some of what happened in a span of time and was never queued: the endpoint was switched off, or not there yet.
insert into webhooks.delivery (tenant_id, delivery_id, endpoint_id, event_id, event_position, type, subject_id, payload, business_time, due_at, created_at)
select e.tenant_id, webhooks.delivery_id_of(w.endpoint_id, e.event_id), w.endpoint_id, e.event_id, e.position, e.type, e.subject_id,
       e.payload, e.business_time, :now::timestamptz, :now
from webhooks.endpoint w
cross join lateral platform.events_between(w.tenant_id, :after::bigint, :from_time::timestamptz, :to_time::timestamptz) e
where w.tenant_id = :tenant_id and w.endpoint_id = :endpoint_id::uuid
  and e.type = any (:types::text[]) and webhooks.wants(w.event_types, e.type)
  and (w.unit_id is null or webhooks.is_below(e.tenant_id, w.unit_id, e.payload))
  and not exists (
    select from webhooks.delivery d
    where d.tenant_id = e.tenant_id and d.delivery_id = webhooks.delivery_id_of(w.endpoint_id, e.event_id))
-- By an expression: in the order of the key the planner would read the whole log up to the span.
order by e.position + 0 limit :count::int
on conflict (tenant_id, delivery_id) do nothing
returning event_position;

-- name: count_queue :many
-- Counting ends at ten thousand: a screen says “more than”.
select w.endpoint_id,
  (select count(*)::int from (select from webhooks.delivery d where d.tenant_id = w.tenant_id and d.endpoint_id = w.endpoint_id and d.state = 'waiting' limit 10001) n) as "waiting!",
  (select count(*)::int from (select from webhooks.delivery d where d.tenant_id = w.tenant_id and d.endpoint_id = w.endpoint_id and d.state = 'dead' limit 10001) n) as "dead!"
from webhooks.endpoint w
where w.tenant_id = :tenant_id and w.endpoint_id = any (:endpoint_ids::uuid[]);
