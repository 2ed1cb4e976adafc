-- name: redact_member_tiers :exec
update tiers.member_tier t set reason = platform.redact(t.reason, :needles::text[])
where t.tenant_id = :tenant_id and t.member_id = :member_id and platform.mentions(t.reason, :needles::text[]);
