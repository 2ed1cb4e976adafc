-- name: find_open_block :one
select block_id, member_id, scopes, reason, until, blocked_at, merge_id from members.block
where tenant_id = :tenant_id and member_id = :member_id and ended_at is null;

-- name: get_block :one
select block_id, member_id, scopes, reason, until, ended_at from members.block where tenant_id = :tenant_id and block_id = :block_id;

-- name: insert_block :exec
insert into members.block (tenant_id, block_id, member_id, scopes, reason, until, blocked_at, actor, actor_id, merge_id)
values (:tenant_id, :block_id, :member_id, :scopes::text[], :reason, :until?, :at, :actor, :actor_id?, :merge_id?);

-- name: end_block :exec
update members.block set ended_at = :at::timestamptz, end_reason = :reason?::text, end_actor = :actor::text, end_actor_id = :actor_id?::uuid
where tenant_id = :tenant_id and block_id = :block_id and ended_at is null;

-- name: show_block :exec
-- What gates and tills see: the open block, or none.
update members.member
set status = case when :scopes?::text[] is null then 'active' else 'blocked' end, block_scopes = :scopes, status_reason = :reason?::text,
    blocked_until = :until?::timestamptz, version = version + 1
where tenant_id = :tenant_id and member_id = :member_id;

-- name: list_blocks_of :many
-- Under each id that the person has had, newest first.
select block_id, scopes, reason, until, blocked_at, actor, actor_id, merge_id is not null as "by_merge!", ended_at, end_reason, end_actor, end_actor_id
from members.block
where tenant_id = :tenant_id and member_id = any (:member_ids::uuid[])
order by block_id desc limit :row_limit::int;

-- name: list_blocked :many
-- Who is blocked now, of those in sight; newest first.
select b.block_id, b.member_id, b.scopes, b.reason, b.until, b.blocked_at, b.actor, b.actor_id
from members.block b
join members.member m on m.tenant_id = :tenant_id and m.member_id = b.member_id and m.merged_into is null
where b.tenant_id = :tenant_id and b.ended_at is null
  and (:scope?::text is null or :scope = any (b.scopes))
  and (:before_id?::uuid is null or b.block_id < :before_id)
  and (:unit_ids?::uuid[] is null or m.home_unit_id = any (:unit_ids)) and (:owner_staff_id?::uuid is null or m.owner_staff_id = :owner_staff_id)
order by b.block_id desc
limit :row_limit::int;
