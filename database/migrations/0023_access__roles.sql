-- Roles are the tenant's own: permissions × how far they reach × what they hide.
create table access.role (
  tenant_id uuid not null,
  role_id uuid not null,
  code text not null check (code ~ '^[a-z][a-z0-9_]{1,39}$'),
  name text not null check (name <> ''),
  -- By language; null once somebody gave it a name of their own.
  names jsonb,
  -- What it was made from.
  template text,
  -- The administrator's: every permission there is, whatever stands in `permissions`; never edited, never without a holder.
  is_system boolean not null default false,
  permissions text[] not null,
  masks text[] not null check (masks <@ '{phone,id_number,name,birthday,amounts}'),
  scope_kind text not null check (scope_kind in ('subtree', 'own_unit', 'own_customers')),
  version int not null default 1,
  created_at timestamptz not null,
  archived_at timestamptz,
  primary key (tenant_id, role_id),
  constraint role_code_key unique (tenant_id, code)
);

create temporary table template on commit drop as
select * from (values
  ('hq_admin', '集团管理员', '{"zh-CN":"集团管理员","en":"Group administrator","ko":"그룹 관리자"}',
   '{}',
   '{}', 'subtree'),
  ('finance', '财务', '{"zh-CN":"财务","en":"Finance","ko":"재무"}',
   '{members:read,points:read,points:approve,ledger:read,purchases:read,purchases:approve,org:read,approvals:read,approvals:write,audit:read,jobs:read,exports:write,exports:approve,insights:read}',
   '{phone,id_number,birthday}', 'subtree'),
  ('operations', '运营', '{"zh-CN":"运营","en":"Operations","ko":"운영"}',
   '{members:read,members:write,members:identify,points:read,points:write,points:adjust,rules:write,purchases:read,visits:read,org:read,messages:read,approvals:read,jobs:read,jobs:write,imports:write,exports:write,insights:read}',
   '{id_number}', 'subtree'),
  ('store_manager', '门店经理', '{"zh-CN":"门店经理","en":"Store manager","ko":"매장 관리자"}',
   '{members:read,members:write,members:identify,points:read,purchases:read,purchases:write,visits:read,visits:write,org:read,jobs:read,insights:read}',
   '{}', 'subtree'),
  ('front_desk', '前台', '{"zh-CN":"前台","en":"Front desk","ko":"프런트"}',
   '{members:read,members:write,members:identify,points:read,purchases:read,purchases:write,visits:read,org:read}',
   '{id_number,birthday}', 'own_unit'),
  ('gate', '检票', '{"zh-CN":"检票","en":"Gate","ko":"검표"}',
   '{members:identify,visits:read,visits:write,org:read}',
   '{name,phone,id_number,birthday,amounts}', 'own_unit'),
  ('guide', '客户顾问', '{"zh-CN":"客户顾问","en":"Guide","ko":"고객 담당"}',
   '{members:read,members:write,members:identify,points:read,purchases:read,purchases:write,visits:read,org:read}',
   '{id_number}', 'own_customers'),
  ('partner', '合作商户', '{"zh-CN":"合作商户","en":"Partner","ko":"제휴 업체"}',
   '{members:identify,points:read,purchases:read,purchases:write,org:read}',
   '{name,phone,id_number,birthday}', 'own_unit'),
  ('dpo', '个人信息保护负责人', '{"zh-CN":"个人信息保护负责人","en":"Data protection officer","ko":"개인정보 보호책임자"}',
   '{members:read,members:reveal,org:read,staff:read,roles:read,approvals:read,approvals:write,audit:read,requests:read,messages:read,jobs:read,exports:approve,privacy:read,privacy:write}',
   '{amounts}', 'subtree'),
  ('auditor', '审计', '{"zh-CN":"审计","en":"Auditor","ko":"감사"}',
   '{members:read,points:read,ledger:read,purchases:read,visits:read,org:read,staff:read,roles:read,approvals:read,audit:read,keys:read,webhooks:read,requests:read,messages:read,jobs:read,privacy:read,operations:read,insights:read}',
   '{phone,id_number,birthday}', 'subtree'),
  ('api', '系统对接', '{"zh-CN":"系统对接","en":"API","ko":"API 연동"}',
   '{members:read,members:write,members:identify,points:read,points:write,purchases:read,purchases:write,visits:read,visits:write,org:read}',
   '{}', 'subtree')
) t (code, name, names, permissions, masks, scope_kind);

-- Of tenants in use; the others get theirs with their first staff.
insert into access.role (tenant_id, role_id, code, name, names, template, is_system, permissions, masks, scope_kind, created_at)
select o.tenant_id, md5(o.tenant_id || ' role ' || t.code)::uuid, t.code, t.name, t.names::jsonb, t.code, t.code = 'hq_admin',
       t.permissions::text[], t.masks::text[], t.scope_kind, o.created_at
from (select tenant_id, min(created_at) as created_at from access.staff group by tenant_id) o cross join template t;

alter table access.staff add column role_id uuid;
update access.staff s set role_id = r.role_id from access.role r where r.tenant_id = s.tenant_id and r.code = s.role;
alter table access.staff alter column role_id set not null;
alter table access.staff add foreign key (tenant_id, role_id) references access.role (tenant_id, role_id);
alter table access.staff drop column role;
-- Why somebody was disabled or taken back.
alter table access.staff add column status_reason text;
create index staff_by_role on access.staff (tenant_id, role_id);

-- They answer other columns from now on, and are made anew after this.
drop function if exists access.list_posts(uuid);
drop function if exists access.use_session(bytea, timestamptz, interval, interval);
