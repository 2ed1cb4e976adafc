-- name: redact_requests :exec
update privacy.subject_request r
set note = platform.redact(r.note, :needles::text[]), outcome = platform.redact(r.outcome, :needles::text[]),
    extension_reason = platform.redact(r.extension_reason, :needles::text[])
where r.tenant_id = :tenant_id and r.member_id = :member_id;

-- name: redact_steps :exec
update privacy.request_step s set note = platform.redact(s.note, :needles::text[])
from privacy.subject_request r
where r.tenant_id = :tenant_id and r.member_id = :member_id and s.tenant_id = :tenant_id and s.request_id = r.request_id;
