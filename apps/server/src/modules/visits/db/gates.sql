-- name: list_gates :many
select g.gate_id, g.venue_id, g.code, g.name, g.kind, g.x::float8 as "x?", g.y::float8 as "y?"
from visits.gate g
join org.v_venue v on v.tenant_id = :tenant_id and v.venue_id = g.venue_id
where g.tenant_id = :tenant_id and (:scope?::uuid[] is null or v.unit_id = any (:scope?))
  and (:venue_id?::uuid is null or g.venue_id = :venue_id?)
order by v.code, g.code;

-- name: insert_gate :exec
-- Nothing when the venue is not there for this caller, or has a gate of this code.
insert into visits.gate (tenant_id, gate_id, venue_id, code, name, kind, x, y, created_at)
select :tenant_id::uuid, :gate_id::uuid, v.venue_id, :code::text, :name::text, :kind::text, :x?::float8, :y?::float8, :created_at::timestamptz
from org.v_venue v
where v.tenant_id = :tenant_id and v.venue_id = :venue_id and (:scope?::uuid[] is null or v.unit_id = any (:scope?))
on conflict on constraint gate_code_key do nothing;
