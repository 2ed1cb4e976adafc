-- What callers' own numbers have already earned, if only nothing. Asked under the locks of those numbers.
-- name: find_earned :many
select t.source_id as "source_id!", t.transaction_id as "transaction_id!", coalesce((t.trace->>'result')::bigint, 0) as "points!"
from ledger.v_effect f
join ledger.v_transaction t on t.tenant_id = f.tenant_id and t.transaction_id = f.transaction_id
where f.tenant_id = :tenant_id and f.source_type = 'award' and f.source_id = any (:external_ids::text[]) and f.effect = 'commit';

-- name: find_members_for_award :many
select member_id, status from members.v_member where tenant_id = :tenant_id and member_id = any (:member_ids::uuid[]);

-- name: list_nameable_members :many
select member_id from members.v_member where tenant_id = :tenant_id and member_id = any (:member_ids::uuid[]) and home_unit_id = any (:unit_ids::uuid[]);
