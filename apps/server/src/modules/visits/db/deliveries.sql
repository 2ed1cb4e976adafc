-- name: find_gates :many
-- The gates inside the scope with any of the ids or codes. A code may name gates of several venues.
select g.gate_id, g.code as gate_code, g.kind as gate_kind, g.venue_id,
       v.time_zone, v.day_cutoff_minutes, v.opens_minutes, v.closes_minutes
from visits.gate g
join org.v_venue v on v.tenant_id = :tenant_id and v.venue_id = g.venue_id
where g.tenant_id = :tenant_id and (g.gate_id = any (:gate_ids::uuid[]) or g.code = any (:codes::text[]))
  and (:scope?::uuid[] is null or v.unit_id = any (:scope?));

-- name: find_members :many
-- The members inside the scope with any of the ids or external ids; one who was merged is the person they became.
select named_id as "named_id!", member_id as "member_id!", external_id, status as "status!"
from members.named_by_file(:tenant_id, :member_ids, :external_ids, :scope?, null);

-- name: lock_presences :many!
select venue_id, member_id, business_date as "business_date?", inside, since as "since?", entry_id as "entry_id?", code_window as "code_window?"
from visits.lock_presences(:tenant_id, :venue_ids, :member_ids);

-- name: find_delivered :many!
select gate_id, nonce, admission_id, admitted from visits.find_delivered(:tenant_id, :gate_ids, :nonces);
