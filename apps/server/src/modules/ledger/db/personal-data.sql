-- name: redact_owner :just_one
select ledger.redact_owner(:tenant_id::uuid, :owner_id::uuid, :needles::text[]) as "changed!";

-- name: list_owner_entries :many!
select a.asset, e.amount, e.balance_after, e.business_time, t.kind, t.title
from ledger.account a
join ledger.entry e on e.tenant_id = :tenant_id and e.account_id = a.account_id
join ledger.transaction t on t.tenant_id = :tenant_id and t.transaction_id = e.transaction_id and t.recorded_at = e.recorded_at
where a.tenant_id = :tenant_id and a.owner_id = :owner_id
order by e.business_time, e.entry_no;

-- name: list_owner_ids :many!
select a.account_id as id from ledger.account a where a.tenant_id = :tenant_id and a.owner_id = :owner_id
union
select e.transaction_id from ledger.account a join ledger.entry e on e.tenant_id = :tenant_id and e.account_id = a.account_id
where a.tenant_id = :tenant_id and a.owner_id = :owner_id
union
select h.hold_id from ledger.hold h where h.tenant_id = :tenant_id and h.owner_id = :owner_id;
