-- What callers' own numbers have already earned. Asked under the locks of those numbers.
-- name: find_earned :many
select k.source_type as "source_type!", t.source_id as "source_id!", t.transaction_id as "transaction_id!", coalesce((t.trace->>'result')::bigint, 0) as "points!"
from unnest(:source_types::text[], :external_ids::text[]) as k(source_type, source_id)
cross join lateral (
  select f.transaction_id from ledger.v_effect f
  where f.tenant_id = :tenant_id and f.source_type = k.source_type and f.source_id = k.source_id and f.effect = 'commit' limit 1
) f
cross join lateral (
  select t.source_id, t.transaction_id, t.trace from ledger.v_transaction t
  where t.tenant_id = :tenant_id and t.transaction_id = f.transaction_id limit 1
) t;

-- name: find_members_for_award :many
select member_id, case when 'earn' = any (block_scopes) then 'blocked' else 'active' end as "status!" from members.v_member where tenant_id = :tenant_id and member_id = any (:member_ids::uuid[]);

-- name: list_nameable_members :many
select member_id from members.v_member where tenant_id = :tenant_id and member_id = any (:member_ids::uuid[]) 
  and (:unit_ids?::uuid[] is null or home_unit_id = any (:unit_ids)) and (:owner_staff_id?::uuid is null or owner_staff_id = :owner_staff_id);
