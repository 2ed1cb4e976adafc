-- name: claim_messages :many
-- The lease ends by itself: whoever dies with a message in hand delays it. Who finds a lease that ran out (was_leased) asks
-- the carrier first.
-- Materialized: joined as a subquery it may run more than once, and each run takes `count` more.
with n as materialized (
  select q.message_id, q.leased_until is not null as was_leased from messaging.message q
  where q.tenant_id = :tenant_id and q.channel_id = :channel_id::uuid and q.status = 'queued' and q.due_at <= :now::timestamptz
    and (q.leased_until is null or q.leased_until < :now) and (q.is_test or not :only_tests::boolean)
  order by q.due_at, q.message_id limit :count::int for update skip locked
)
update messaging.message m set leased_until = :leased_until::timestamptz from n
where m.tenant_id = :tenant_id and m.message_id = n.message_id
returning m.message_id, m.kind, m.language, m.to_cipher, m.content_cipher, m.attempts, m.error_code, m.created_at, m.expires_at, n.was_leased as "was_leased!";

-- name: claim_receipts :many
with n as materialized (
  select q.message_id from messaging.message q
  where q.tenant_id = :tenant_id and q.channel_id = :channel_id::uuid and q.receipt_due_at <= :now::timestamptz
    and (q.leased_until is null or q.leased_until < :now)
  order by q.receipt_due_at, q.message_id limit :count::int for update skip locked
)
update messaging.message m set leased_until = :leased_until::timestamptz from n
where m.tenant_id = :tenant_id and m.message_id = n.message_id
returning m.message_id, m.to_cipher, m.carrier_message_id, m.receipts_asked, m.sent_at as "sent_at!";

-- name: release_messages :exec
update messaging.message m set leased_until = null
where m.tenant_id = :tenant_id and m.message_id = any (:message_ids::uuid[]) and m.leased_until = :leased_until::timestamptz;

-- name: finish_attempt :exec
-- Written only while it is still queued: whoever took it up after the lease had run out keeps what they wrote.
update messaging.message m
set status = :status, attempts = m.attempts + 1, leased_until = null, due_at = coalesce(:due_at?::timestamptz, m.due_at),
    carrier_message_id = coalesce(:carrier_message_id?, m.carrier_message_id), error_code = :error_code?, error_text = :error_text?,
    sent_at = :sent_at?::timestamptz, receipt_due_at = :receipt_due_at?::timestamptz,
    content_cipher = case when :status = 'sent' then null else m.content_cipher end
where m.tenant_id = :tenant_id and m.message_id = :message_id::uuid and m.status = 'queued';

-- name: finish_receipt :exec
update messaging.message m
set status = :status, delivered_at = :delivered_at?::timestamptz, error_code = :error_code?, error_text = :error_text?,
    receipt_due_at = :receipt_due_at?::timestamptz, receipts_asked = m.receipts_asked + 1, leased_until = null
where m.tenant_id = :tenant_id and m.message_id = :message_id::uuid and m.status = 'sent';

-- name: count_queues :many
-- Counting ends at ten thousand: a screen says “more than”.
select c.channel_id,
  (select count(*)::int from (select from messaging.message m where m.tenant_id = c.tenant_id and m.channel_id = c.channel_id and m.status = 'queued' limit 10001) n) as "waiting!"
from messaging.channel c
where c.tenant_id = :tenant_id and c.deleted_at is null;
