-- name: redact_adjustments :exec
update points.adjustment a
set reason = platform.redact(a.reason, :needles::text[]), decision_reason = platform.redact(a.decision_reason, :needles::text[])
where a.tenant_id = :tenant_id and a.member_id = :member_id
  and platform.mentions(concat(a.reason, a.decision_reason), :needles::text[]);
