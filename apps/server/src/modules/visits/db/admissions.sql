-- name: open_admission :one!
-- Loads what one scan needs and locks the member's presence; no row when the gate is not there for this caller.
select replayed_id as "replayed_id?", tenant_now, business_time, gate_kind, gate_name,
       venue_id, venue_name, time_zone, day_cutoff_minutes, opens_minutes, closes_minutes,
       member_id as "member_id?", member_status as "member_status?", member_name as "member_name?", member_card_no as "member_card_no?",
       presence_date as "presence_date?", presence_inside as "presence_inside?", presence_since as "presence_since?",
       presence_entry_id as "presence_entry_id?", presence_window as "presence_window?"
from visits.open_admission(:tenant_id, :gate_id, :scope?, :nonce, :member_id?, :medium_ref?, :possessed, :now, :business_time?);

-- name: insert_admissions :many
-- Ids of the rows that were new; a nonce that its gate already knows is left out.
insert into visits.admission (tenant_id, admission_id, gate_id, venue_id, member_id, kind, admitted, reasons, previous_id, quantity,
  nonce, code_window, business_time, time_precision, business_date, recorded_at)
select :tenant_id, a.admission_id, a.gate_id, a.venue_id, a.member_id, a.kind, a.admitted, a.reasons, a.previous_id, a.quantity,
  a.nonce, a.code_window, a.business_time, a.time_precision, a.business_date, a.recorded_at
from jsonb_to_recordset(:rows::jsonb) as a(admission_id uuid, gate_id uuid, venue_id uuid, member_id uuid, kind text, admitted boolean,
  reasons jsonb, previous_id uuid, quantity int, nonce text, code_window bigint, business_time timestamptz, time_precision text,
  business_date date, recorded_at timestamptz)
on conflict on constraint admission_nonce_key do nothing
returning admission_id;

-- name: update_presences :exec
-- The rows are locked by the caller.
update visits.presence p
set business_date = n.business_date, inside = n.inside, since = n.since, entry_id = n.entry_id, code_window = n.code_window
from jsonb_to_recordset(:rows::jsonb) as n(venue_id uuid, member_id uuid, business_date date, inside boolean, since timestamptz,
  entry_id uuid, code_window bigint)
where p.tenant_id = :tenant_id and p.venue_id = n.venue_id and p.member_id = n.member_id;

-- name: list_movements :many!
-- Admitted entries and exits of the given members, venues and business days, by time.
select a.venue_id, a.member_id, a.business_date, a.admission_id, a.kind, a.business_time
from unnest(:venue_ids::uuid[], :member_ids::uuid[], :business_dates::date[]) as d(venue_id, member_id, business_date)
join visits.admission a on a.tenant_id = :tenant_id and a.member_id = d.member_id and a.venue_id = d.venue_id
  and a.business_date = d.business_date and a.business_time between d.business_date - 1 and d.business_date + 3
where a.admitted and a.kind in ('entry', 'exit') and a.time_precision = 'second'
order by a.business_time, a.admission_id;

-- name: get_answer :one
-- What a gate was told, for whoever asks again.
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
where a.tenant_id = :tenant_id and a.admission_id = :admission_id;
