-- name: lock_presences_of_both :many
-- Where two members stand at each venue, made where there is none yet: whoever scans one of them waits.
select venue_id, member_id, business_date as "business_date?", inside, since as "since?", entry_id as "entry_id?", code_window as "code_window?"
from visits.lock_all_presences(:tenant_id, :member_ids);

-- name: save_presences :exec
update visits.presence p
set business_date = n.business_date, inside = n.inside, since = n.since, entry_id = n.entry_id, code_window = n.code_window
from jsonb_to_recordset(:presences::jsonb) as n(venue_id uuid, member_id uuid, business_date date, inside boolean,
  since timestamptz, entry_id uuid, code_window bigint)
where p.tenant_id = :tenant_id and p.venue_id = n.venue_id and p.member_id = n.member_id;
