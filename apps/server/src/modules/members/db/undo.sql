-- name: lock_members :exec
select from members.member where tenant_id = :tenant_id and member_id = any (:member_ids::uuid[])
order by member_id
for update;

-- name: find_unused :many
-- Those of whom nothing but the registration is known.
select m.member_id from members.member m
where m.tenant_id = :tenant_id and m.member_id = any (:member_ids::uuid[]) and m.version = 1 and m.status = 'active'
  and not exists (select from ledger.v_account a where a.tenant_id = m.tenant_id and a.owner_id = m.member_id)
  and not exists (select from purchases.v_purchase p where p.tenant_id = m.tenant_id and p.member_id = m.member_id)
  and not exists (select from visits.v_admission v where v.tenant_id = m.tenant_id and v.member_id = m.member_id)
  and not exists (select from tiers.v_member_tier t where t.tenant_id = m.tenant_id and t.member_id = m.member_id)
  and not exists (select from members.session s where s.tenant_id = m.tenant_id and s.member_id = m.member_id)
  and not exists (select from members.household_member h where h.tenant_id = m.tenant_id and h.member_id = m.member_id)
  and not exists (select from members.identity i where i.tenant_id = m.tenant_id and i.member_id = m.member_id and i.source <> 'import')
order by m.member_id;
