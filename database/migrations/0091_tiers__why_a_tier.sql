-- Why somebody has a tier, and who set it.
create or replace view tiers.v_member_tier with (security_invoker = true) as
  select m.tenant_id, m.member_id, m.member_tier_id, t.tier_id, t.code, t.name, t.names, t.rank, t.coefficient_num, t.coefficient_den, m.valid_from,
         least(m.valid_until, m.replaced_at) as valid_until, m.reason, m.staff_id, m.key_id
  from tiers.member_tier m
  join tiers.tier t on t.tenant_id = m.tenant_id and t.tier_id = m.tier_id;
