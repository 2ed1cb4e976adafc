-- Who has a tier now: few have a high one.
create index member_tier_holders on tiers.member_tier (tenant_id, tier_id, member_id) where replaced_at is null;
