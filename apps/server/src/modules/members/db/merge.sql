-- name: list_pairs :many
-- Two rows beside each other, each with what it alone has.
select m.member_id, m.status, m.status_reason, m.owner_staff_id,
       (select count(*)::int from members.member_tag t where t.tenant_id = :tenant_id and t.member_id = m.member_id) as "tags!",
       (select count(*)::int from purchases.v_purchase p where p.tenant_id = :tenant_id and p.member_id = m.member_id) as "purchases!",
       (select count(*)::int from visits.v_admission a where a.tenant_id = :tenant_id and a.member_id = m.member_id and a.admitted and a.kind = 'entry') as "visits!"
from members.member m
where m.tenant_id = :tenant_id and m.member_id = any (:member_ids::uuid[]);

-- name: give_tags :many
insert into members.member_tag (tenant_id, tag_id, member_id, created_at)
select t.tenant_id, t.tag_id, :winner_id::uuid, :created_at::timestamptz
from members.member_tag t
join members.tag g on g.tenant_id = :tenant_id and g.tag_id = t.tag_id and g.kind = 'manual'
where t.tenant_id = :tenant_id and t.member_id = :loser_id
on conflict do nothing
returning tag_id;

-- name: take_tags :exec
delete from members.member_tag where tenant_id = :tenant_id and member_id = :winner_id and tag_id = any (:tag_ids::uuid[]);

-- name: fold_into :many
-- The loser, and everybody who had become them, answer with the winner from now on.
update members.member set merged_into = :winner_id::uuid, merged_at = :at::timestamptz, version = version + 1
where tenant_id = :tenant_id and (member_id = :loser_id or merged_into = :loser_id)
returning member_id;

-- name: unfold :exec
-- The loser stands alone again, and those who had become them answer with them.
update members.member
set merged_into = case when member_id = :loser_id then null else :loser_id::uuid end,
    merged_at = case when member_id = :loser_id then null else merged_at end, version = version + 1
where tenant_id = :tenant_id and member_id = any (:member_ids::uuid[]);

-- name: find_later_merge :one
-- A merge into the same person that stands on this one, and has to be undone before it.
select merge_id from members.merge
where tenant_id = :tenant_id and winner_id = :winner_id and merge_id > :merge_id and undone_at is null
limit 1;

-- name: list_merges :many
-- Newest first; of one person all of both sides.
select g.merge_id, g.winner_id, g.loser_id, g.reason, g.actor, g.merged_by, g.merged_at, g.undo_until, g.recorded_at, g.undone_at, g.undone_by, g.undone_actor,
       g.did->'lines' as lines, g.returned, g.did->'fields' as fields,
       w.name as winner_name, w.card_no as winner_card_no, l.name as loser_name, l.card_no as loser_card_no,
       w.home_unit_id, w.owner_staff_id, w.merged_into,
       not exists (select from members.merge n where n.tenant_id = g.tenant_id and n.winner_id = g.winner_id and n.merge_id > g.merge_id and n.undone_at is null) as "is_last!"
from members.merge g
join members.member w on w.tenant_id = :tenant_id and w.member_id = g.winner_id
join members.member l on l.tenant_id = :tenant_id and l.member_id = g.loser_id
where g.tenant_id = :tenant_id
  and (:merge_id?::uuid is null or g.merge_id = :merge_id)
  and (:member_ids?::uuid[] is null or g.winner_id = any (:member_ids) or g.loser_id = any (:member_ids))
  and (:before_id?::uuid is null or g.merge_id < :before_id)
  and (:unit_ids?::uuid[] is null or w.home_unit_id = any (:unit_ids)) and (:owner_staff_id?::uuid is null or w.owner_staff_id = :owner_staff_id)
order by g.merge_id desc
limit :row_limit::int;

-- name: lock_merge :one
select merge_id, winner_id, loser_id, undo_until, undone_at, did from members.merge
where tenant_id = :tenant_id and merge_id = :merge_id for update;

-- name: redact_merges :exec
update members.merge set reason = platform.redact(reason, :needles::text[])
where tenant_id = :tenant_id and (winner_id = :member_id or loser_id = :member_id) and platform.mentions(reason, :needles::text[]);
