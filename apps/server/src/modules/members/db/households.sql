-- name: lock_household :one
select household_id, name, created_at from members.household
where tenant_id = :tenant_id and household_id = :household_id for update;

-- name: find_household :one
select household_id, name, created_at from members.household where tenant_id = :tenant_id and household_id = :household_id;

-- name: list_household_members :many
-- Who belongs to it now, guardians first.
select h.household_member_id, h.member_id, h.role, h.joined_at, h.monthly_limit, m.name, m.card_no, m.phone_cipher, m.home_unit_id,
       m.status, m.birth_calendar, m.birth_year, m.birth_month, m.birth_day, m.birth_leap_month
from members.household_member h
join members.member m on m.tenant_id = h.tenant_id and m.member_id = h.member_id
where h.tenant_id = :tenant_id and h.household_id = :household_id and h.left_at is null
order by h.role <> 'guardian', h.joined_at, h.household_member_id;

-- name: find_household_of :one
select household_id from members.household_member
where tenant_id = :tenant_id and member_id = :member_id and left_at is null;

-- name: list_visible_households :many
-- Of these ids those with somebody of the given units in them now; all that exist when no units are given.
select h.household_id from members.household h
where h.tenant_id = :tenant_id and h.household_id = any (:household_ids::uuid[])
  and (:unit_ids?::uuid[] is null and :owner_staff_id?::uuid is null or exists (
    select from members.household_member k
    join members.member m on m.tenant_id = k.tenant_id and m.member_id = k.member_id
    where k.tenant_id = :tenant_id and k.household_id = h.household_id and k.left_at is null
      and (:unit_ids?::uuid[] is null or m.home_unit_id = any (:unit_ids?::uuid[])) and (:owner_staff_id?::uuid is null or m.owner_staff_id = :owner_staff_id?)));

-- name: list_households :many
-- Newest first, with how many belong to each.
select h.household_id, h.name, h.created_at,
       (select count(*) from members.household_member k
        where k.tenant_id = :tenant_id and k.household_id = h.household_id and k.left_at is null) as "members_count!"
from members.household h
where h.tenant_id = :tenant_id
  and (:before_at?::timestamptz is null or (h.created_at, h.household_id) < (:before_at?, :before_id?::uuid))
  and (:unit_ids?::uuid[] is null and :owner_staff_id?::uuid is null or exists (
    select from members.household_member k
    join members.member m on m.tenant_id = k.tenant_id and m.member_id = k.member_id
    where k.tenant_id = :tenant_id and k.household_id = h.household_id and k.left_at is null
      and (:unit_ids?::uuid[] is null or m.home_unit_id = any (:unit_ids?::uuid[])) and (:owner_staff_id?::uuid is null or m.owner_staff_id = :owner_staff_id?)))
order by h.created_at desc, h.household_id desc
limit :row_limit;

-- name: list_contributions :many
-- Who brought how much into the pool, and what of it is left: lots remember whose they were. What a reversal gave back was
-- brought once only.
select p.member_id as "member_id!", p.name as "name!",
       coalesce(sum(l.amount) filter (where r.transaction_id is null), 0)::bigint as "contributed!",
       sum(l.remaining)::bigint as "remaining!"
from ledger.v_account a
join ledger.v_lot l on l.tenant_id = :tenant_id and l.account_id = a.account_id
left join lateral (
  select v.transaction_id from ledger.v_reversal v where v.tenant_id = :tenant_id and v.transaction_id = l.transaction_id limit 1
) r on true
join members.member m on m.tenant_id = :tenant_id and m.member_id = l.root_owner_id
join members.member p on p.tenant_id = :tenant_id and p.member_id = m.person_id
where a.tenant_id = :tenant_id and a.owner_id = :household_id and a.asset = 'points'
group by p.member_id, p.name
order by 3 desc, 1;

-- name: end_membership :exec
update members.household_member set left_at = greatest(:left_at, joined_at)
where tenant_id = :tenant_id and household_id = :household_id and member_id = :member_id and left_at is null;

-- name: list_pools :many
-- The household's accounts with something in them.
select a.asset, a.balance from ledger.v_account a
where a.tenant_id = :tenant_id and a.owner_id = :household_id and a.balance > 0
order by a.asset;

-- name: redact_households :exec
update members.household h set name = platform.redact(h.name, :needles::text[])
where h.tenant_id = :tenant_id and h.household_id = any (:household_ids::uuid[]) and platform.mentions(h.name, :needles::text[]);

-- name: list_taken :many
-- How much each has taken out of the pool since a business date, under whichever of their ids.
select m.person_id as "member_id!", sum(e.amount)::bigint as "taken!"
from ledger.v_entry p
join ledger.v_entry e on e.tenant_id = :tenant_id and e.transaction_id = p.transaction_id and e.account_id <> p.account_id
join ledger.v_account a on a.tenant_id = :tenant_id and a.account_id = e.account_id and a.owner_type = 'member'
join members.member m on m.tenant_id = :tenant_id and m.member_id = a.owner_id
where p.tenant_id = :tenant_id and p.account_id = :pool_account_id and p.kind = 'transfer' and p.amount < 0 and p.business_date >= :since::date
group by m.person_id;

-- name: lock_invitation :one
-- By what its code hashes to. Who waited for the lock sees what the one before did.
select i.invitation_id, i.household_id, i.role, i.member_id, i.expires_at, i.closed_at
from members.household_invitation i
where i.tenant_id = :tenant_id and i.code_hash = :code_hash
for update;

-- name: list_invitations :many
select i.invitation_id, i.role, i.created_at, i.expires_at, m.name as invited_by
from members.household_invitation i
join members.member m on m.tenant_id = i.tenant_id and m.member_id = i.member_id
where i.tenant_id = :tenant_id and i.household_id = :household_id and i.closed_at is null and i.expires_at > :now
order by i.created_at desc, i.invitation_id;

-- name: close_invitation :one
update members.household_invitation set closed_at = :closed_at, accepted_by = :accepted_by?
where tenant_id = :tenant_id and household_id = :household_id and invitation_id = :invitation_id and closed_at is null
returning invitation_id;

-- name: forget_invitations :exec
delete from members.household_invitation where tenant_id = :tenant_id and (member_id = :member_id or accepted_by = :member_id);
