-- Oldest rule first, its versions newest first.
-- name: list_rule_versions :many
select r.rule_id, r.created_at, v.version, v.status, v.edit_no, v.name, v.definition, v.valid_from, v.valid_until, v.published_at
from points.earning_rule r
join points.earning_rule_version v on v.tenant_id = r.tenant_id and v.rule_id = r.rule_id
where r.tenant_id = :tenant_id and (:rule_id?::uuid is null or r.rule_id = :rule_id)
order by r.created_at, r.rule_id, v.version desc;

-- name: insert_rule :exec
insert into points.earning_rule (tenant_id, rule_id, created_at) values (:tenant_id, :rule_id, :created_at);

-- name: insert_draft :exec
insert into points.earning_rule_version (tenant_id, rule_id, version, status, edit_no, name, definition, valid_from, valid_until, created_at)
values (:tenant_id, :rule_id, :version, 'draft', 1, :name, :definition, :valid_from?, :valid_until?, :created_at);

-- name: update_draft :exec
update points.earning_rule_version
set edit_no = edit_no + 1, name = :name, definition = :definition, valid_from = :valid_from?, valid_until = :valid_until?
where tenant_id = :tenant_id and rule_id = :rule_id and version = :version and status = 'draft';

-- name: delete_draft :exec
delete from points.earning_rule_version where tenant_id = :tenant_id and rule_id = :rule_id and status = 'draft';

-- name: delete_rule_without_versions :exec
delete from points.earning_rule r
where r.tenant_id = :tenant_id and r.rule_id = :rule_id
  and not exists (select from points.earning_rule_version v where v.tenant_id = r.tenant_id and v.rule_id = r.rule_id);

-- name: publish_draft :exec
update points.earning_rule_version
set status = 'published', valid_from = :valid_from, published_at = :published_at
where tenant_id = :tenant_id and rule_id = :rule_id and version = :version and status = 'draft';

-- What is in force or will be ends at this instant; what would begin later never does.
-- name: end_versions :exec
update points.earning_rule_version
set valid_until = greatest(valid_from, :at::timestamptz)
where tenant_id = :tenant_id and rule_id = :rule_id and status = 'published' and version <> :but_version::int
  and (valid_until is null or valid_until > :at);

-- name: insert_season :exec
insert into points.season (tenant_id, season_id, name, valid_from, valid_until, stacking, groups, created_at)
values (:tenant_id, :season_id, :name, :valid_from, :valid_until, :stacking, :groups, :created_at);

-- name: update_season :exec
update points.season set name = :name, valid_from = :valid_from, valid_until = :valid_until, stacking = :stacking, groups = :groups
where tenant_id = :tenant_id and season_id = :season_id;

-- name: delete_season :exec
delete from points.season where tenant_id = :tenant_id and season_id = :season_id;
