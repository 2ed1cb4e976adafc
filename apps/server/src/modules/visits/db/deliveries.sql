-- name: find_gates :many
-- The gates inside the scope with any of the ids or codes. A code may name gates of several venues.
select g.gate_id, g.code as gate_code, g.kind as gate_kind, g.venue_id,
       v.time_zone, v.day_cutoff_minutes, v.opens_minutes, v.closes_minutes
from visits.gate g
join org.v_venue v on v.tenant_id = :tenant_id and v.venue_id = g.venue_id
where g.tenant_id = :tenant_id and (g.gate_id = any (:gate_ids::uuid[]) or g.code = any (:codes::text[]))
  and (:scope?::uuid[] is null or v.unit_id = any (:scope?));

-- name: find_members :many
-- The members inside the scope with any of the ids or external ids.
select member_id as "member_id!", external_id, status as "status!"
from members.v_member
where tenant_id = :tenant_id and member_id = any (:member_ids::uuid[]) and (:scope?::uuid[] is null or home_unit_id = any (:scope?))
union
select member_id, external_id, status
from members.v_member
where tenant_id = :tenant_id and external_id = any (:external_ids::text[]) and (:scope?::uuid[] is null or home_unit_id = any (:scope?));

-- name: make_presences :exec
insert into visits.presence (tenant_id, venue_id, member_id)
select :tenant_id::uuid, k.venue_id, k.member_id from unnest(:venue_ids::uuid[], :member_ids::uuid[]) as k(venue_id, member_id)
order by k.venue_id, k.member_id
on conflict do nothing;

-- name: lock_presences :many
-- In one global order, so that two deliveries of the same people wait for each other and nothing worse.
select p.venue_id, p.member_id, p.business_date, p.inside, p.since, p.entry_id, p.code_window
from visits.presence p
where p.tenant_id = :tenant_id and (p.venue_id, p.member_id) in (select * from unnest(:venue_ids::uuid[], :member_ids::uuid[]))
order by p.venue_id, p.member_id
for update;

-- name: find_delivered :many
select a.gate_id, a.nonce, a.admission_id, a.admitted
from unnest(:gate_ids::uuid[], :nonces::text[]) as k(gate_id, nonce)
join visits.admission a on a.tenant_id = :tenant_id and a.gate_id = k.gate_id and a.nonce = k.nonce;
