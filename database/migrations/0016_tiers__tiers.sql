create schema tiers;

-- Ranks of a programme from the lowest up. Whoever has none set has the lowest.
create table tiers.tier (
  tenant_id uuid not null,
  tier_id uuid not null,
  code text not null check (code ~ '^[a-z0-9_-]{1,40}$'),
  name text not null check (name <> ''),
  names jsonb not null default '{}',
  rank int not null check (rank between 0 and 99),
  -- What points are multiplied by, as a fraction.
  coefficient_num int not null check (coefficient_num between 0 and 10000),
  coefficient_den int not null check (coefficient_den between 1 and 10000),
  version int not null default 1,
  recorded_at timestamptz not null default now(),
  primary key (tenant_id, tier_id),
  constraint tier_code_key unique (tenant_id, code),
  constraint tier_rank_key unique (tenant_id, rank)
);

-- One row a setting, never changed but for its end: which tier a member had at any moment of the tenant's time.
create table tiers.member_tier (
  tenant_id uuid not null,
  member_tier_id uuid not null,
  member_id uuid not null,
  tier_id uuid not null,
  valid_from timestamptz not null,
  -- The instant after its last day; null: until another is set.
  valid_until timestamptz check (valid_until > valid_from),
  -- When another was set in its place.
  replaced_at timestamptz check (replaced_at >= valid_from),
  reason text not null check (reason <> ''),
  -- Who set it: staff or an API key.
  staff_id uuid,
  key_id uuid,
  recorded_at timestamptz not null default now(),
  primary key (tenant_id, member_tier_id),
  foreign key (tenant_id, tier_id) references tiers.tier (tenant_id, tier_id),
  check (staff_id is null or key_id is null)
);
create index member_tier_newest on tiers.member_tier (tenant_id, member_id, valid_from desc, member_tier_id desc);
create unique index member_tier_one_open on tiers.member_tier (tenant_id, member_id) where replaced_at is null;

create view tiers.v_tier with (security_invoker = true) as
  select tenant_id, tier_id, code, name, names, rank, coefficient_num, coefficient_den from tiers.tier;

-- A member's tiers by the moment: at t it is the row with valid_from <= t and (valid_until is null or t < valid_until).
create view tiers.v_member_tier with (security_invoker = true) as
  select m.tenant_id, m.member_id, m.member_tier_id, t.tier_id, t.code, t.name, t.names, t.rank, t.coefficient_num, t.coefficient_den,
         m.valid_from, least(m.valid_until, m.replaced_at) as valid_until
  from tiers.member_tier m
  join tiers.tier t on t.tenant_id = m.tenant_id and t.tier_id = m.tier_id;

-- Tenants that were there before tiers were.
insert into tiers.tier (tenant_id, tier_id, code, name, names, rank, coefficient_num, coefficient_den)
select o.tenant_id, md5(o.tenant_id::text || s.code)::uuid, s.code, s.name, s.names::jsonb, s.rank, s.num, s.den
from org.v_tenant o
cross join (values
  ('base', '普卡', '{"zh-CN": "普卡", "en": "Base", "ko": "일반"}', 0, 1, 1),
  ('silver', '银卡', '{"zh-CN": "银卡", "en": "Silver", "ko": "실버"}', 1, 6, 5),
  ('gold', '金卡', '{"zh-CN": "金卡", "en": "Gold", "ko": "골드"}', 2, 3, 2),
  ('diamond', '钻石卡', '{"zh-CN": "钻石卡", "en": "Diamond", "ko": "다이아몬드"}', 3, 2, 1)
) as s (code, name, names, rank, num, den);
