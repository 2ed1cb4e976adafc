-- name: read_policy_revision :one
select revision from points.policy where tenant_id = :tenant_id order by revision desc limit 1;

-- name: read_policy_document :one
select document from points.policy where tenant_id = :tenant_id and revision = :revision;

-- Everything that was ever in force, older rules first: a late event is decided by the versions of its own time.
-- name: list_published_rules :many
select v.rule_id, v.version, v.name, v.definition, v.valid_from as "valid_from!", v.valid_until
from points.earning_rule_version v
join points.earning_rule r on r.tenant_id = v.tenant_id and r.rule_id = v.rule_id
where v.tenant_id = :tenant_id and v.status = 'published' and (v.valid_until is null or v.valid_until > v.valid_from)
order by r.created_at, r.rule_id, v.version;

-- name: list_seasons :many
select season_id, name, valid_from, valid_until, stacking, groups, created_at
from points.season where tenant_id = :tenant_id order by valid_from;
