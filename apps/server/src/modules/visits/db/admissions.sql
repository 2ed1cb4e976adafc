-- name: open_scans :many!
-- Loads what scans need and locks the members' presences; no row for a gate that is not there for its caller.
select seq, replayed_id as "replayed_id?", tenant_now, business_time, gate_kind, gate_name,
       venue_id, venue_name, time_zone, day_cutoff_minutes, opens_minutes, closes_minutes,
       member_id as "member_id?", member_status as "member_status?", member_name as "member_name?", member_card_no as "member_card_no?",
       presence_date as "presence_date?", presence_inside as "presence_inside?", presence_since as "presence_since?",
       presence_entry_id as "presence_entry_id?", presence_window as "presence_window?"
from visits.open_scans(:tenant_id, :scans::jsonb, :now);

-- name: save_admissions :many!
select admission_id from visits.save_admissions(:tenant_id, :admissions::jsonb, :presences::jsonb);

-- name: list_movements :many!
select venue_id, member_id, business_date, admission_id, kind, business_time
from visits.list_movements(:tenant_id, :venue_ids, :member_ids, :business_dates);

-- name: list_answers :many
-- What gates were told, for whoever asks again.
select a.admission_id, a.kind, a.admitted, a.reasons, a.quantity, a.business_time, a.member_id,
       m.name as "member_name?", m.card_no as "member_card_no?",
       g.gate_id, g.name as gate_name, v.venue_id, v.name as venue_name, v.time_zone,
       p.business_time as "previous_time?", pg.name as "previous_gate_name?"
from visits.admission a
join visits.gate g on g.tenant_id = :tenant_id and g.gate_id = a.gate_id
join org.v_venue v on v.tenant_id = :tenant_id and v.venue_id = a.venue_id
left join members.v_member m on m.tenant_id = :tenant_id and m.member_id = a.member_id
left join visits.admission p on p.tenant_id = :tenant_id and p.admission_id = a.previous_id
left join visits.gate pg on pg.tenant_id = :tenant_id and pg.gate_id = p.gate_id
where a.tenant_id = :tenant_id and a.admission_id = any (:admission_ids::uuid[]);
